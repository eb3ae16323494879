import Broker
import Domain
import OAuth
import TestSupport

/// OAuth with one provider of the configuration, `mine`, which is the fake one.
struct CataloguedDesk {
    let desk: Desk
    private let app = AppRegistration(
        name: "Test", provider: ProviderKind(rawValue: "mine") ?? .oidc, clientId: "client",
        clientSecret: Credential(Desk.secret), redirectURLs: ["http://localhost/oauth"])

    init(entry: CatalogueEntry, store: MemoryStore = MemoryStore()) {
        guard let name = ProviderName(rawValue: "mine") else { preconditionFailure("a name of our own") }
        desk = Desk(store: store, catalogue: .builtIn.adding([name: entry]))
    }

    static func entry(_ identity: IdentitySource) -> CatalogueEntry {
        let issuer = FakeProvider.issuer
        return CatalogueEntry(
            title: "Mine",
            addresses: identity == .idToken
                ? .discovered(issuer: issuer)
                : .fixed(issuer: issuer, authorization: "\(issuer)/authorize", token: "\(issuer)/token"),
            identity: identity, scopes: ["openid", "mail"],
            imap: ServerAddress(host: "imap.id.example", port: 993, security: .tls),
            smtp: ServerAddress(host: "smtp.id.example", port: 465, security: .tls), notes: "")
    }

    /// Everything from the registration to the grant; the app is registered once.
    func signIn(_ change: (inout SignInRequest) -> Void = { _ in }) async throws -> SignedIn {
        let known = try await desk.service.apps.all().first
        let app = if let known { known } else { try await desk.service.apps.register(app) }
        let invitation = try await desk.begin(app, change)
        return try await desk.complete(invitation, code: desk.provider.consent(invitation.url))
    }
}
