/// Kinds that come together.
extension ErrorKind {
    /// Any method may give these; they are not repeated with each.
    package static let ofEveryMethod: [ErrorKind] = [
        .unauthorized, .forbidden, .overloaded, .tooLarge, .shuttingDown, .requestCancelled,
    ]

    static let ofVault: [ErrorKind] = [.vaultSealed, .vaultCorrupt]

    static let ofNetwork: [ErrorKind] = [
        .providerUnavailable, .rateLimited, .providerRejected, .timeout, .tlsFailed, .connectFailed,
    ]

    /// Getting a live credential, and using it.
    static let ofAccount: [ErrorKind] =
        [.notFound, .signInRequired, .consentRequired, .appMisconfigured] + ofVault + ofNetwork
}
