internal import Broker
internal import Domain

extension Account {
    /// The account of a first sign-in. Its address is the one that the provider vouches for, else the user name.
    init(_ signedIn: SignedIn, createdAt: Timestamp) throws(MailError) {
        let identity = signedIn.identity
        guard let username = identity.username ?? identity.email, MailText.isUsername(username) else {
            throw .invalid(field: "account", reason: "the provider named neither a user nor an address")
        }
        self.init(
            id: signedIn.account, address: identity.email ?? username, username: username,
            authentication: .grant(signedIn.app), identity: identity, imap: signedIn.servers.imap,
            smtp: signedIn.servers.smtp, graph: signedIn.servers.graph.map { GraphPlace(root: $0) },
            sendsByGraph: signedIn.servers.sendsByGraph, graphScopes: signedIn.servers.graphScopes,
            missingScopes: signedIn.missingScopes.isEmpty ? nil : signedIn.missingScopes, createdAt: createdAt)
    }

    /// The same account after another sign-in: what somebody set stays, what came from the provider is taken anew.
    func authorised(by signedIn: SignedIn) -> Account {
        var account = self
        let old = identity
        account.authentication = .grant(signedIn.app)
        account.identity = signedIn.identity
        account.imap = signedIn.servers.imap
        account.smtp = signedIn.servers.smtp
        account.graph = signedIn.servers.graph.map { GraphPlace(root: $0, user: graph?.user) }
        account.sendsByGraph = signedIn.servers.sendsByGraph
        account.graphScopes = signedIn.servers.graphScopes
        account.missingScopes = signedIn.missingScopes.isEmpty ? nil : signedIn.missingScopes
        if let name = signedIn.identity.username ?? signedIn.identity.email, MailText.isUsername(name),
            username == old?.username ?? old?.email
        {
            account.username = name
        }
        return account
    }
}
