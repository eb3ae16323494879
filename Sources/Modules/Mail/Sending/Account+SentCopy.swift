internal import Domain

extension Account {
    /// Whether the server puts what it sends into this account's Sent mailbox by itself (reference sheet, section B7).
    ///
    /// Exchange files a copy for whoever signed in, so that mail sent for a shared mailbox ends up with the sender.
    var serverFilesSentCopy: Bool {
        guard let host = smtp?.host.lowercased() else { return false }
        return (isAtExchange || Self.filingServers.contains { host == $0 || host.hasSuffix(".\($0)") }) && !isDelegated
    }

    /// Who signed in at Entra has a mailbox at Exchange Online, whatever a named cloud calls its host.
    private var isAtExchange: Bool { identity?.isEntra ?? false }

    var wantsSentCopy: Bool {
        switch sentCopy {
        case .always: true
        case .never: false
        case .automatic: !serverFilesSentCopy
        }
    }

    /// Signed in to as somebody else: the user that SASL names is not the one who signed in.
    private var isDelegated: Bool {
        guard let identity, let signedIn = identity.username ?? identity.email else { return false }
        let names = [signedIn, identity.email ?? signedIn].map { $0.lowercased() }
        return !names.contains(username.lowercased())
    }

    private static let filingServers = [
        "office365.com", "office365.us", "outlook.com", "outlook.cn", "outlook.office365.us", "gmail.com",
        "googlemail.com",
    ]
}
