internal import Mail
internal import Transport

extension MailError {
    /// What a NO, BAD or BYE means for the caller (RFC 5530; Exchange's texts: reference sheet §B4).
    init(_ status: StatusResponse) {
        let words = status.words
        if let known = Self.byText(status.text, words: words) {
            self = known
            return
        }
        switch status.code?.name {
        case "UNAVAILABLE", "INUSE", "SERVERBUG": self = .unavailable(words)
        case "THROTTLED": self = .rateLimited(words)
        case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED":
            self = .authenticationFailed(reply: words)
        case "NONEXISTENT", "TRYCREATE": self = .notFound(what: "mailbox")
        case "EXPUNGEISSUED": self = .notFound(what: "message", .movedOrDeleted)
        case "ALREADYEXISTS": self = .conflict(words)
        case "TOOBIG": self = .tooLarge(words)
        default:
            self = status.condition == .bye ? .unavailable(words) : .rejected(ServerReply(code: 0, text: words))
        }
    }

    /// What only the text tells.
    private static func byText(_ text: String, words: String) -> MailError? {
        let lower = text.lowercased()
        if isNotConnected(lower) { return .unavailable(notConnected + words) }
        if let delay = suggestedDelay(lower) { return .rateLimited(words, retryAfterMs: delay) }
        if lower.contains("request is throttled") || lower.contains("too many simultaneous connections")
            || lower.contains("maximum number of connections")
        {
            return .rateLimited(words)
        }
        return nil
    }

    /// Exchange's second thought about a sign-in: the token was good, so nobody has to sign in again. The right to the
    /// mailbox or the mailbox itself is missing, or there are too many connections (reference sheet, section B4).
    private static func isNotConnected(_ reply: String) -> Bool {
        reply.lowercased().contains("authenticated but not connected")
    }

    private static let notConnected =
        "too many connections are open to this mailbox, IMAP is switched off for it, or it has no licence: "

    var isNotConnected: Bool {
        if case .unavailable(let reason, _, _) = self { Self.isNotConnected(reason) } else { false }
    }

    /// What it means where another's sign-in, or an app, opens the mailbox: it lacks the right to.
    func told(of account: Account) -> MailError {
        switch account.authentication {
        case .borrowed, .application:
            isNotConnected ? .accessDenied(by: .imap, openedBy: account.authentication) : self
        case .password, .grant, .external: self
        }
    }

    /// `Suggested Backoff Time: 92415 milliseconds`, in milliseconds. At most an hour: a sentence shall not shut an
    /// account out for longer.
    private static func suggestedDelay(_ text: String) -> Int? {
        guard let label = text.firstRange(of: "suggested backoff time:") else { return nil }
        let digits = text[label.upperBound...].drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }
        return Int(digits).map { min($0, 3_600_000) }
    }

    init(_ error: TransportError) {
        self =
            switch error {
            case .connectFailed(let reason), .forbiddenAddress(let reason): .connectFailed(reason)
            case .tlsFailed(let reason): .tlsFailed(reason)
            case .timedOut: .timedOut
            case .closed(let reason): .unavailable("the connection to the IMAP server broke: \(reason)")
            case .tooLarge: .protocolViolation("the IMAP server did not speak its protocol")
            // A greeting that is none. It may be a BYE, which is legal where there are too many connections; curl keeps
            // the words to itself.
            case .malformed: .unavailable("the IMAP server did not let us in: its greeting was a BYE, or no IMAP")
            case .cancelled: .cancelled
            }
    }
}

extension StatusResponse {
    /// What the server said, for a person: one line of at most 400 characters, no controls, no addresses.
    var words: String {
        let code = code.map { "[\($0.name)] " } ?? ""
        let line = text.unicodeScalars.lazy.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        let sentence = condition.rawValue + " " + code + String(String.UnicodeScalarView(line))
        return String(MailText.withoutAddresses(sentence).prefix(400))
    }
}
