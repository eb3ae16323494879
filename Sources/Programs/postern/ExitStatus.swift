/// What the command line ends with, so that a script can tell what to do next. The numbers are those of sysexits(3).
enum ExitStatus: Int32 {
    case success = 0
    /// The daemon answered with an error that no other status fits.
    case failed = 1
    /// The call was wrong: unknown method, bad parameters, bad JSON.
    case usage = 64
    /// What was named does not exist.
    case notFound = 66
    /// No daemon answers on the socket.
    case unavailable = 69
    /// A defect of the daemon.
    case software = 70
    /// Try again later; the answer says when.
    case temporary = 75
    /// This user may not do this.
    case noPermission = 77
    /// A person has to act first: sign in, consent, correct the app, unlock the vault.
    case needsPerson = 78
}

extension ExitStatus {
    /// One status for each kind of error (interface.md, section 4); kinds of later daemons fall back on `retryable`.
    init(kind: String, retryable: Bool) {
        switch kind {
        case "parseError", "invalidRequest", "methodNotFound", "invalidParams", "tooLarge", "unsupported": self = .usage
        case "notFound": self = .notFound
        case "internalError": self = .software
        case "unauthorized", "forbidden": self = .noPermission
        case "signInRequired", "consentRequired", "signInDenied", "appMisconfigured", "wrongIdentity", "vaultSealed",
            "vaultCorrupt":
            self = .needsPerson
        default: self = retryable ? .temporary : .failed
        }
    }
}
