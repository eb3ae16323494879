internal import Domain

extension Account {
    /// Whether the provider puts what goes out this way into the account's Sent mailbox by itself.
    ///
    /// Graph does, into the mailbox whose draft was sent, be it a shared one (reference sheet, sections C7 and D1). At
    /// Exchange's submission server the copy is for whoever signed in, so that mail sent for a shared mailbox ends up with
    /// the delegate (section B7).
    func serverFilesSentCopy(by way: MailServiceKind) -> Bool {
        switch way {
        case .graph: true
        case .smtp: submissionServerFiles
        case .imap: false
        }
    }

    /// A copy that the provider files in any case is not filed twice, whatever the account's settings say.
    func wantsSentCopy(by way: MailServiceKind) -> Bool {
        switch sentCopy {
        case .always: way != .graph
        case .never: false
        case .automatic: !serverFilesSentCopy(by: way)
        }
    }

    private var submissionServerFiles: Bool {
        guard let host = smtp?.host.lowercased() else { return false }
        return (isAtExchange || Self.filingServers.contains { host == $0 || host.hasSuffix(".\($0)") }) && !isDelegated
    }

    /// Who signed in at Entra, an app by itself as well, has a mailbox at Exchange Online, whatever a named cloud calls its host.
    private var isAtExchange: Bool {
        if case .application = authentication { return true }
        return identity?.isEntra ?? false
    }

    /// Signed in to as somebody else: the user that SASL names is not the one who signed in.
    private var isDelegated: Bool {
        if case .borrowed = authentication { return true }
        if smtpUsername != nil { return true }
        guard let identity, let signedIn = identity.username ?? identity.email else { return false }
        let names = [signedIn, identity.email ?? signedIn].map { $0.lowercased() }
        return !names.contains(username.lowercased())
    }

    private static let filingServers = [
        "office365.com", "office365.us", "outlook.com", "outlook.cn", "outlook.office365.us", "gmail.com",
        "googlemail.com",
    ]
}
