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

    /// Whether the submission server takes what is sent for somebody else's: the user that SASL names there is not the one
    /// whose mailbox this is. Where SASL names the mailbox itself at both, it does so by what the operator set.
    private var isDelegated: Bool {
        if let smtpUsername { return !isOneMailbox(smtpUsername, username) }
        if case .borrowed = authentication { return true }
        return !signers.isEmpty && !signers.contains(username.lowercased())
    }

    private func isOneMailbox(_ one: String, _ other: String) -> Bool {
        let names = [one.lowercased(), other.lowercased()]
        return names[0] == names[1] || names.allSatisfy(signers.contains)
    }

    /// What whoever signed in is called; empty where nobody did.
    private var signers: [String] { [identity?.username, identity?.email].compactMap { $0?.lowercased() } }

    private static let filingServers = [
        "office365.com", "office365.us", "outlook.com", "outlook.cn", "outlook.office365.us", "gmail.com",
        "googlemail.com",
    ]
}
