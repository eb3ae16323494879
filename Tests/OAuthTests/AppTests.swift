import Broker
import Domain
import OAuth
import TestSupport
import Testing

@Suite("An app")
struct AppTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let provider: ProviderKind
        /// Nil: it is right.
        let field: String?
        let change: @Sendable (inout AppRegistration) -> Void
        var testDescription: String { name }

        init(
            _ name: String, _ provider: ProviderKind, _ field: String?,
            _ change: @escaping @Sendable (inout AppRegistration) -> Void
        ) {
            self.name = name
            self.provider = provider
            self.field = field
            self.change = change
        }
    }

    static let cases = [
        Case("as the portal shows it", .outlook, nil) { _ in },
        Case("public client", .outlook, nil) { $0.clientSecret = nil },
        Case("a Secret ID for its Value", .outlook, "clientSecret") {
            $0.clientSecret = Credential("1b2c3d4e-1111-2222-3333-444455556666")
        },
        Case("a secret shaped like a GUID elsewhere", .oidc, nil) {
            $0.clientSecret = Credential("1b2c3d4e-1111-2222-3333-444455556666")
        },
        Case("a secret with a line end", .outlook, "clientSecret") { $0.clientSecret = Credential("secret\n") },
        Case("an empty secret", .outlook, "clientSecret") { $0.clientSecret = Credential("") },
        Case("no name", .outlook, "name") { $0.name = "" },
        Case("a client id with a space", .outlook, "clientId") { $0.clientId = "a b" },
        Case("a tenant's id", .outlook, nil) { $0.authority = FakeProvider.tenant },
        Case("a tenant's domain", .outlook, nil) { $0.authority = "contoso.onmicrosoft.com" },
        Case("a path as authority", .outlook, "authority") { $0.authority = "common/../evil.example" },
        Case("a word as authority", .outlook, "authority") { $0.authority = "everybody" },
        Case("an unknown cloud", .outlook, "cloud") { $0.cloud = "mars" },
        Case("a sovereign cloud", .outlook, nil) { $0.cloud = "gccHigh" },
        Case("personal accounts in a sovereign cloud", .outlook, "authority") {
            $0.cloud = "china"
            $0.authority = "consumers"
        },
        Case("an issuer for outlook", .outlook, "issuer") { $0.issuer = "https://id.example" },
        Case("servers for outlook", .outlook, "imap") { $0.imap = Desk.oidc.imap },
        Case("no base scope", .outlook, "baseScopes") { $0.baseScopes = [] },
        Case("a base scope twice", .outlook, "baseScopes") { $0.baseScopes = [.imap, .imap] },
        Case("nothing left of a base scope", .outlook, "skippedScopes") {
            $0.skippedScopes = ["SMTP.Send", "imap.accessasuser.all"]
        },
        Case("no refresh tokens", .outlook, "skippedScopes") { $0.skippedScopes = ["offline_access"] },
        Case("no refresh tokens by scope elsewhere", .oidc, nil) { $0.skippedScopes = ["offline_access"] },
        Case("nobody's sign-in", .oidc, "skippedScopes") { $0.skippedScopes = ["openid"] },
        Case("two scopes in one", .outlook, "extraScopes") { $0.extraScopes = ["Mail.Send User.Read"] },
        Case("all registered permissions", .outlook, "extraScopes") {
            $0.extraScopes = ["https://graph.microsoft.com/.default"]
        },
        Case("a mail scope on Graph's resource", .outlook, "extraScopes") {
            $0.extraScopes = ["https://graph.microsoft.com/SMTP.Send"]
        },
        Case("a scope on somebody's resource", .outlook, "extraScopes") {
            $0.extraScopes = ["https://evil.example/Mail.Send"]
        },
        Case("no redirect, for an app that needs no browser", .outlook, nil) { $0.redirectURLs = [] },
        Case("the same redirect twice", .outlook, "redirectURLs") {
            $0.redirectURLs = ["https://a.example", "https://a.example"]
        },
        Case("localhost with a port", .outlook, nil) { $0.redirectURLs = ["http://localhost:8400/oauth"] },
        Case("127.0.0.1 for outlook", .outlook, "redirectURLs") { $0.redirectURLs = ["http://127.0.0.1:8400/oauth"] },
        Case("127.0.0.1 elsewhere", .oidc, nil) { $0.redirectURLs = ["http://127.0.0.1:8400/oauth"] },
        Case("plain http", .outlook, "redirectURLs") { $0.redirectURLs = ["http://backend.example/oauth"] },
        Case("localhost as a prefix", .outlook, "redirectURLs") {
            $0.redirectURLs = ["http://localhost.evil.example/"]
        },
        Case("localhost as a user", .outlook, "redirectURLs") { $0.redirectURLs = ["http://localhost@evil.example/"] },
        Case("a wildcard", .outlook, "redirectURLs") { $0.redirectURLs = ["https://*.example/oauth"] },
        Case("a fragment", .outlook, "redirectURLs") { $0.redirectURLs = ["https://a.example/#x"] },
        Case("a query where personal accounts sign in", .outlook, "redirectURLs") {
            $0.redirectURLs = ["https://a.example/?x=1"]
        },
        Case("a query in a tenant", .outlook, nil) {
            $0.redirectURLs = ["https://a.example/?x=1"]
            $0.authority = "organizations"
        },
        Case("a script", .oidc, "redirectURLs") { $0.redirectURLs = ["javascript:alert(1)"] },
        Case("discovery", .oidc, nil) { _ in },
        Case("no issuer", .oidc, "issuer") { $0.issuer = nil },
        Case("an issuer without TLS", .oidc, "issuer") { $0.issuer = "http://id.example" },
        Case("an issuer on this machine", .oidc, nil) { $0.issuer = "http://localhost:9000" },
        Case("an endpoint without TLS", .oidc, "endpoints.token") {
            $0.endpoints = OAuthEndpoints(
                authorization: "https://id.example/a", token: "http://id.example/t", keys: "https://id.example/k")
        },
        Case("a cloud elsewhere", .oidc, "cloud") { $0.cloud = "global" },
        Case("Graph elsewhere", .oidc, "baseScopes") { $0.baseScopes = [.graph] },
        Case("nowhere to read", .oidc, "imap") { $0.imap = nil },
        Case("nowhere to send", .oidc, "smtp") { $0.smtp = nil },
        Case("a server that is a path", .oidc, "imap.host") { $0.imap?.host = "/run/imap" },
        Case("a port that is none", .oidc, "smtp.port") { $0.smtp?.port = 0 },
    ]

    @Test("is refused by the field that is wrong", arguments: cases)
    func registration(_ c: Case) async throws {
        var registration = c.provider == .outlook ? Desk.outlook : Desk.oidc
        c.change(&registration)
        var field: String?
        do throws(BrokerError) {
            _ = try await Desk().service.apps.register(registration)
        } catch {
            guard case .invalid(let name, let reason) = error else {
                Issue.record("\(error)")
                return
            }
            field = name
            #expect(!reason.isEmpty)
        }
        #expect(field == c.field)
    }

    @Test("is told with what was not given, and without its secret")
    func defaults() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        #expect(app.authority == "common")
        #expect(app.cloud == "global")
        #expect(app.baseScopes == [.imap])
        #expect(app.clientAuthentication == .clientSecret)
        #expect(try await desk.service.apps.app(app.id) == app)
        #expect(try await desk.restarted().service.apps.all() == [app])
    }

    struct Move: Sendable, CustomTestStringConvertible {
        let field: String
        let provider: ProviderKind
        let change: AppChange
        var testDescription: String { field }
    }

    static let moves = [
        Move(field: "clientId", provider: .outlook, change: AppChange(clientId: "other")),
        Move(field: "authority", provider: .outlook, change: AppChange(authority: "organizations")),
        Move(field: "cloud", provider: .outlook, change: AppChange(cloud: "gccHigh")),
        Move(field: "issuer", provider: .oidc, change: AppChange(issuer: "https://evil.example")),
        Move(
            field: "endpoints", provider: .oidc,
            change: AppChange(
                endpoints: OAuthEndpoints(
                    authorization: "https://id.example/a", token: "https://evil.example/t", keys: "https://id.example/k"
                ))),
        Move(
            field: "imap", provider: .oidc,
            change: AppChange(imap: ServerAddress(host: "evil.example", port: 993, security: .tls))),
        Move(
            field: "smtp", provider: .oidc,
            change: AppChange(smtp: ServerAddress(host: "smtp.example", port: 587, security: .startTLS))),
    ]

    @Test("moves to another place only with its secret given anew", arguments: moves)
    func move(_ move: Move) async throws {
        let desk = Desk()
        let registration = move.provider == .outlook ? Desk.outlook : Desk.oidc
        let app = try await desk.service.apps.register(registration)
        let error = await failure { _ = try await desk.service.updateApp(app.id, move.change) }
        #expect(error == .invalid(field: "clientSecret", reason: "is needed anew when \(move.field) changes"))
        #expect(try await desk.service.apps.app(app.id) == app)
        var change = move.change
        change.clientSecret = Credential("again")
        #expect(try await desk.service.updateApp(app.id, change) != app)
        #expect(desk.store.contents.apps[app.id]?.generation == 2)
    }

    @Test("without a secret may move, and its grants are void all the same")
    func publicClientMoves() async throws {
        var registration = Desk.outlook
        registration.clientSecret = nil
        let desk = Desk()
        let account = try await desk.signIn(registration).account
        #expect(desk.provider.tokenRequests.first?["client_id"] == "client")
        #expect(desk.provider.tokenRequests.first?["client_secret"] == nil)
        let app = try await desk.service.apps.all()[0]
        _ = try await desk.service.updateApp(app.id, AppChange(clientId: "other"))
        #expect(await failure { _ = try await desk.token(account) } == .signInRequired(account, nil))
    }

    @Test("keeps what a change does not name, and forgets the expiry of a secret that was replaced")
    func update() async throws {
        let desk = Desk()
        var registration = Desk.outlook
        registration.secretExpiresAt = Timestamp(secondsSince1970: 1_900_000_000)
        let app = try await desk.service.apps.register(registration)
        let renamed = try await desk.service.updateApp(app.id, AppChange(name: "Other", extraScopes: ["Mail.Send"]))
        #expect(renamed.name == "Other")
        #expect(renamed.extraScopes == ["Mail.Send"])
        #expect(renamed.credentials == app.credentials)
        #expect(desk.store.contents.apps[app.id]?.generation == 1)
        let renewed = try await desk.service.updateApp(app.id, AppChange(clientSecret: Credential("new")))
        #expect(renewed.credentials.first?.expiresAt == nil)
        let error = await failure {
            _ = try await desk.service.updateApp(app.id, AppChange(redirectURLs: ["http://127.0.0.1/"]))
        }
        guard case .invalid("redirectURLs", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("stays while an account depends on it")
    func delete() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn()
        #expect(
            await failure { try await desk.service.deleteApp(signedIn.app) }
                == .conflict("one account depends on it"))
        try await desk.service.forget(signedIn.account)
        try await desk.service.deleteApp(signedIn.app)
        #expect(await failure { try await desk.service.deleteApp(signedIn.app) } == .notFound(what: "app"))
        #expect(await failure { _ = try await desk.begin(App(of: signedIn)) } == .notFound(what: "app"))
    }
}

extension App {
    /// Enough of an app to ask for it.
    fileprivate init(of signedIn: SignedIn) {
        self.init(
            id: signedIn.app, name: "", provider: .outlook, clientId: "", clientAuthentication: .none,
            baseScopes: [.imap], redirectURLs: ["https://a.example"], createdAt: Timestamp(secondsSince1970: 0))
    }
}
