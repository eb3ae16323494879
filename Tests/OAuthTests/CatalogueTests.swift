import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("The catalogue of providers")
struct CatalogueTests {
    private static let entries = ProviderCatalogue.builtIn

    private static func registration(_ name: String, _ change: (inout AppRegistration) -> Void = { _ in }) throws
        -> AppRegistration
    {
        var registration = AppRegistration(
            name: "Test", provider: .catalogued(try #require(ProviderName(rawValue: name))), clientId: "client",
            clientSecret: Credential(Desk.secret), redirectURLs: ["http://localhost/oauth"])
        change(&registration)
        return registration
    }

    @Test("knows seven providers, with servers and scopes, and claims to have tried none")
    func builtIn() {
        let infos = Self.entries.infos
        #expect(
            infos.map(\.provider.rawValue) == ["aol", "fastmail", "gmail", "mailru", "yahoo", "yandex", "zoho"])
        for info in infos {
            #expect(info.imap != nil && info.smtp != nil && !info.scopes.isEmpty && !info.verified)
            #expect(info.notes.contains("Source: "), "\(info.name)")
        }
    }

    @Test("is not overruled by the configuration, which may add to it")
    func configured() throws {
        let own = CatalogueEntry(
            title: "Own", addresses: .discovered(issuer: "https://id.example"), identity: .idToken, scopes: ["mail"],
            notes: "")
        let gmail = try #require(ProviderName(rawValue: "gmail"))
        let mine = try #require(ProviderName(rawValue: "mine"))
        let catalogue = Self.entries.adding([gmail: own, mine: own])
        #expect(catalogue[gmail]?.title == "Gmail and Google Workspace")
        #expect(catalogue[mine] == own)
    }

    @Test("makes an app of a client id and a redirect URL", arguments: entries.names.map(\.rawValue))
    func register(name: String) async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(try Self.registration(name))
        let invitation = try? await desk.begin(app) { $0.expectedEmail = "ann@id.example" }
        // Gmail's own document is not here.
        guard name != "gmail" else { return }
        let entry = try #require(ProviderName(rawValue: name).flatMap { Self.entries[$0] })
        let url = try #require(invitation).url
        let query = try #require(FormFields.query(of: url))
        #expect(query["scope"] == entry.scopes.joined(separator: entry.scopeSeparator))
        for (parameter, value) in entry.authorizationParameters { #expect(query[parameter] == value) }
        #expect(query["code_challenge_method"] == "S256")
    }

    @Test("lets the caller's own prompt count")
    func prompt() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(try Self.registration("zoho"))
        let url = try await desk.begin(app) { $0.prompt = "select_account" }.url
        #expect(FormFields.query(of: url)?["prompt"] == "select_account")
        #expect(url.split(separator: "&").count { $0.hasPrefix("prompt=") } == 1)
    }

    struct Refused: Sendable {
        let field: String
        let change: @Sendable (inout AppRegistration) -> Void
    }

    @Test(
        "refuses what it knows better, and providers that nobody knows",
        arguments: [
            Refused(field: "issuer") { $0.issuer = "https://id.example" },
            Refused(field: "authority") { $0.authority = "common" },
            Refused(field: "cloud") { $0.cloud = "global" },
            Refused(field: "baseScopes") { $0.baseScopes = [.graph] },
            Refused(field: "endpoints") {
                $0.endpoints = OAuthEndpoints(authorization: "https://a", token: "https://a", keys: "https://a")
            },
            Refused(field: "skippedScopes") { $0.skippedScopes = ["https://mail.google.com/"] },
            Refused(field: "skippedScopes") { $0.skippedScopes = ["openid"] },
            Refused(field: "imap") { $0.imap = ServerAddress(host: "not a host", port: 1, security: .tls) },
            Refused(field: "provider") { $0.provider = ProviderKind(rawValue: "nobody") ?? .oidc },
        ])
    func refused(_ c: Refused) async throws {
        let desk = Desk()
        let error = await failure {
            _ = try await desk.service.apps.register(try Self.registration("gmail", c.change))
        }
        guard case .invalid(let field, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(field.hasPrefix(c.field))
    }

    @Test("says where an app's provider went that the configuration had once")
    func lost() async throws {
        let store = MemoryStore()
        let with = CataloguedDesk(entry: CataloguedDesk.entry(.idToken), store: store)
        let app = try await with.desk.service.apps.register(try Self.registration("mine"))
        let without = Desk(store: store)
        let error = await failure { _ = try await without.begin(app) }
        guard case .appMisconfigured(app.id, let hint, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(hint.contains("mine"))
    }

    // MARK: Who signed in

    @Test("takes the id_token's word where there is one, and asks for no scope at the token endpoint")
    func idToken() async throws {
        let catalogued = CataloguedDesk(entry: CataloguedDesk.entry(.idToken))
        let signedIn = try await catalogued.signIn()
        #expect(signedIn.identity.subject == "user-1")
        #expect(signedIn.servers.imap?.host == "imap.id.example")
        #expect(catalogued.desk.provider.tokenRequests.allSatisfy { $0["scope"] == nil })
    }

    @Test(
        "asks the address that knows the owner of a token, in the provider's own way",
        arguments: [
            UserInfoPlace("https://id.example/me"),
            UserInfoPlace("https://id.example/me?format=json", transport: .header(scheme: "OAuth"), subject: "id"),
            UserInfoPlace("https://id.example/me", transport: .query("access_token"), subject: "id"),
        ])
    func userInfo(place: UserInfoPlace) async throws {
        let catalogued = CataloguedDesk(entry: CataloguedDesk.entry(.userInfo(place)))
        catalogued.desk.provider.behave { behaviour in
            behaviour.answer["id_token"] = .null
            behaviour.interceptDocuments = { request throws(TransportError) in
                let bearer = request.headers.value(of: "Authorization")
                let isAsked =
                    switch place.transport {
                    case .header(let scheme):
                        bearer?.hasPrefix("\(scheme) access-CANARY-") == true && request.url == place.url
                    case .query: bearer == nil && request.url.hasPrefix("\(place.url)?access_token=access-CANARY-")
                    }
                guard isAsked else { return .text("no", status: 401) }
                return .json(["sub": "s-1", "id": 4_711, "email": "ann@id.example", "name": "Ann"])
            }
        }
        let identity = try await catalogued.signIn().identity
        #expect(identity.tenant == "https://id.example")
        #expect(identity.subject == (place.subject == "id" ? "4711" : "s-1"))
        #expect(identity.username == "ann@id.example" && identity.email == "ann@id.example")
    }

    @Test(
        "believes no address that does not say who it is",
        arguments: [
            (200, "{}"), (200, "[1]"), (200, "<html>"), (200, #"{"sub":""}"#), (401, "{}"), (403, "no"),
            (200, #"{"sub":"x","email":7}"#), (200, #"{"sub":"a\u0007b","email":"ann@id.example"}"#),
        ])
    func badUserInfo(status: Int, body: String) async throws {
        let catalogued = CataloguedDesk(entry: CataloguedDesk.entry(.userInfo(UserInfoPlace("https://id.example/me"))))
        catalogued.desk.provider.behave { behaviour in
            behaviour.interceptDocuments = { _ throws(TransportError) in .text(body, status: status) }
        }
        let error = await failure { _ = try await catalogued.signIn() }
        guard case .providerRejected? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(catalogued.desk.store.grants().isEmpty)
    }

    @Test("holds the signer to who was expected")
    func wrongIdentity() async throws {
        let catalogued = CataloguedDesk(entry: CataloguedDesk.entry(.userInfo(UserInfoPlace("https://id.example/me"))))
        catalogued.desk.provider.behave { behaviour in
            behaviour.interceptDocuments = { _ throws(TransportError) in .json(["sub": "x", "email": "bob@id.example"])
            }
        }
        let error = await failure { _ = try await catalogued.signIn { $0.expectedEmail = "ann@id.example" } }
        guard case .wrongIdentity? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("wants to be told who signs in where nobody tells it")
    func expectedEmail() async throws {
        let catalogued = CataloguedDesk(entry: CataloguedDesk.entry(.expectedEmail))
        let error = await failure { _ = try await catalogued.signIn() }
        guard case .invalid("expectedEmail", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let signedIn = try await catalogued.signIn { $0.expectedEmail = "Ann@id.example" }
        #expect(signedIn.identity.username == "Ann@id.example")
        // Nobody vouches for it: it must open nothing to callers that are held to addresses.
        #expect(signedIn.identity.vouchedAddress == nil)
    }

    @Test("lets nobody put his own grant in place of another's where nobody tells who signed in")
    func noTakingOver() async throws {
        let catalogued = CataloguedDesk(entry: CataloguedDesk.entry(.expectedEmail))
        let first = try await catalogued.signIn { $0.expectedEmail = "ann@id.example" }
        let before = catalogued.desk.store.grants()
        let error = await failure { _ = try await catalogued.signIn { $0.expectedEmail = "ANN@id.example" } }
        guard case .conflict? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(catalogued.desk.store.grants() == before)
        let again = try await catalogued.signIn {
            $0.expectedEmail = "ann@id.example"
            $0.account = first.account
        }
        #expect(again.account == first.account && !again.isNew)
    }

    @Test("has the client id in the form beside the header where the provider wants both")
    func clientIDBesideHeader() async throws {
        var entry = CataloguedDesk.entry(.idToken)
        entry.secretTransport = .basicHeaderAndClientID
        let catalogued = CataloguedDesk(entry: entry)
        _ = try await catalogued.signIn()
        let request = try #require(catalogued.desk.provider.tokenRequests.last)
        #expect(request["client_id"] == "client" && request["client_secret"] == nil)
        #expect(catalogued.desk.provider.lastHeaders.value(of: "Authorization")?.hasPrefix("Basic ") == true)
    }
}
