internal import Domain

/// What an account's sign-in lets it do, as far as its app's wishes and the provider's answers are known. What is not known
/// is tried, and the server tells.
extension Account {
    package var readsByIMAP: Bool { imap != nil && !lacks("IMAP.AccessAsUser.All") }

    package var readsByGraph: Bool { graph != nil && Self.reading.contains(where: mayUse) }

    /// What its sign-in lacks to read by Graph.
    package var scopeToReadBy: String { own(Self.reading[0]) }

    private static let reading = ["Mail.ReadWrite", "Mail.Read", "Mail.ReadBasic"]

    /// Exchange refuses personal accounts at its submission server (reference sheet, section B5).
    package var sendsBySMTP: Bool { smtp != nil && identity?.isPersonal != true && !lacks("SMTP.Send") }

    /// By drafts, which need the right to write, or else at once (reference sheet, section A3).
    package var sendsOnGraph: Bool { graph != nil && sendsByGraph != false && !lacks(own("Mail.Send")) }

    package var draftsOnGraph: Bool { mayUse("Mail.ReadWrite") }

    /// What its sign-in lacks when it has no way out at all; nil where that is no matter of scopes.
    package var scopeToSendBy: String? {
        switch authentication {
        case .password, .application, .external: nil
        // A personal account sends by Graph alone (reference sheet, section G10).
        case .grant, .borrowed: graph != nil || identity?.isPersonal == true ? own("Mail.Send") : "SMTP.Send"
        }
    }

    /// Whether the provider is known to have refused what was asked for.
    package func lacks(_ scope: String) -> Bool {
        (missingScopes ?? []).contains { Self.shortName($0) == scope.lowercased() }
    }

    /// One of Graph's permissions, in the form that is for this mailbox.
    private func mayUse(_ scope: String) -> Bool {
        guard !lacks(own(scope)) else { return false }
        guard let graphScopes else { return true }
        // For a mailbox of somebody else the other form is asked for by itself.
        let names = [scope.lowercased(), "\(scope.lowercased()).shared"]
        return graphScopes.contains { names.contains(Self.shortName($0)) }
    }

    /// Graph has a scope of its own for mailboxes of others (reference sheet, section D1).
    private func own(_ scope: String) -> String {
        if case .borrowed = authentication { "\(scope).Shared" } else { scope }
    }

    /// The provider writes resource and case as it likes: only the last segment counts (reference sheet, section A4).
    static func shortName(_ scope: String) -> String {
        (scope.split(separator: "/").last.map(String.init) ?? scope).lowercased()
    }
}
