import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

/// An app at a provider that sends browsers back, and what verifying it shows.
struct VerifiedApp {
    static let tenant = "contoso.onmicrosoft.com"
    let desk = Desk()

    init() {
        desk.provider.behave { $0.interceptDocuments = { (request) throws(TransportError) in Self.document(request) } }
    }

    /// Entra's discovery document, which names the tenant by its id, and a browser without a session that is sent back.
    static func document(_ request: HTTPRequest) -> HTTPResponse? {
        if request.url.hasSuffix("/v2.0/.well-known/openid-configuration") {
            let base = "https://login.microsoftonline.com/\(FakeProvider.tenant)"
            return .json([
                "token_endpoint": "\(base)/oauth2/v2.0/token",
                "authorization_endpoint": "\(base)/oauth2/v2.0/authorize",
                "jwks_uri": "\(base)/discovery/v2.0/keys",
            ])
        }
        guard request.url.contains("/authorize?"), let query = FormFields.query(of: request.url) else { return nil }
        return redirect(to: "\(query["redirect_uri"] ?? "")?error=login_required&state=\(query["state"] ?? "")")
    }

    static func redirect(to url: String) -> HTTPResponse {
        .text("", status: 302, headers: [HTTPField("Location", url)])
    }

    /// All the steps, by name.
    func verify(
        _ registration: AppRegistration, change: AppChange? = nil, until deadline: Deadline = .after(.seconds(3_600))
    ) async throws -> [AppVerification.Step] {
        let app = try await desk.service.apps.register(registration)
        if let change { _ = try await desk.service.updateApp(app.id, change) }
        return try await desk.service.verifyApp(app.id, until: deadline).steps
    }
}

extension [AppVerification.Step] {
    fileprivate subscript(name: String) -> AppVerification.Step? { first { $0.name == name } }
    fileprivate var told: [String] { map { "\($0.name): \($0.outcome.rawValue)" } }
}

@Suite("Verifying an app")
struct VerificationTests {
    let house = VerifiedApp()

    static func outlook(_ change: (inout AppRegistration) -> Void = { _ in }) -> AppRegistration {
        var registration = Desk.outlook
        registration.redirectURLs = ["http://localhost/oauth"]
        change(&registration)
        return registration
    }

    @Test("of one tenant tries its secret and a token for each resource, and changes nothing that is stored")
    func oneTenant() async throws {
        let app = try await house.desk.service.apps.register(
            Self.outlook {
                $0.authority = VerifiedApp.tenant
                $0.baseScopes = [.imap, .graph]
                $0.secretExpiresAt = house.desk.clock.now().advanced(by: .seconds(300 * 86_400 + 60))
            })
        let writes = house.desk.store.writes
        let steps = try await house.desk.service.verifyApp(app.id, until: .after(.seconds(3_600))).steps
        #expect(
            steps.told == [
                "settings: passed", "endpoints: passed", "keys: passed", "client: passed", "credential cred_1: passed",
                "expiry cred_1: passed", "applicationToken mail: passed", "applicationToken graph: passed",
                "redirect http://localhost/oauth: passed",
            ])
        #expect(steps["expiry cred_1"]?.detail == "it ends in 300 days")
        #expect(house.desk.store.writes == writes)
        #expect(try await house.desk.service.apps.app(app.id) == app)
    }

    @Test("of many tenants tries its secret with a refresh token that nobody issued")
    func manyTenants() async throws {
        let steps = try await house.verify(Self.outlook())
        #expect(
            steps.told == [
                "settings: passed", "endpoints: passed", "keys: passed", "client: passed", "credential cred_1: passed",
                "expiry cred_1: skipped", "applicationToken: skipped", "redirect http://localhost/oauth: passed",
            ])
        let form = try #require(house.desk.provider.tokenRequests.last { $0["grant_type"] == "refresh_token" })
        #expect(form["client_secret"] == Desk.secret)
        #expect(form["refresh_token"]?.hasPrefix("made-up-") == true)
    }

    @Test("of many tenants acts alone where an administrator agreed last")
    func consented() async throws {
        let app = try await house.desk.service.apps.register(Self.outlook())
        var registered = try #require(house.desk.store.app(app.id))
        registered.app.adminConsents = [("old.example", 1), ("new.example", 2)].map {
            AdminConsent(app: app.id, tenant: $0, scopes: [], at: Timestamp(secondsSince1970: $1))
        }
        try house.desk.store.save(registered)
        house.desk.provider.behave {
            $0.intercept = { (request) throws(TransportError) in
                request.url.contains("/new.example/") || request.url.hasSuffix("/devicecode")
                    ? nil : .refusal("invalid_request", codes: [90002])
            }
        }
        let steps = try await house.desk.service.verifyApp(app.id, until: .after(.seconds(3_600))).steps
        #expect(steps["credential cred_1"]?.outcome == .passed)
        #expect(steps["applicationToken mail"]?.outcome == .passed)
    }

    @Test("tells which of two credentials is refused, and remembers nothing of it")
    func credentials() async throws {
        house.desk.provider.behave {
            $0.intercept = { (request) throws(TransportError) in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) }
                return form?["client_secret"] == "new"
                    ? .refusal("invalid_client", codes: [7_000_215], status: 401) : nil
            }
        }
        let steps = try await house.verify(
            Self.outlook(), change: AppChange(clientSecret: Credential("new"), keepPrevious: true))
        #expect(steps["credential cred_1"]?.outcome == .passed)
        let refused = try #require(steps["credential cred_2"])
        #expect(refused.outcome == .failed)
        #expect(refused.detail == "entra answered invalid_client AADSTS7000215")
        guard case .appMisconfigured(_, let hint, _)? = refused.error else {
            Issue.record("\(String(describing: refused.error))")
            return
        }
        #expect(hint.contains("Value"))
        let app = try await house.desk.service.apps.all()[0]
        #expect(app.credentials.allSatisfy { $0.refusal == nil })
    }

    @Test(
        "does not take for a good credential what the provider did not look at",
        arguments: [HTTPResponse.text("<html>", status: 503), .refusal("temporarily_unavailable", status: 503)])
    func unavailable(_ answer: HTTPResponse) async throws {
        house.desk.provider.behave {
            $0.intercept = { (request) throws(TransportError) in request.url.hasSuffix("/token") ? answer : nil }
        }
        let step = try await house.verify(Self.outlook())["credential cred_1"]
        #expect(step?.outcome == .failed)
    }

    @Test("that is a public client asks whether the portal has it as one")
    func publicClient() async throws {
        let registration = Self.outlook { $0.clientSecret = nil }
        #expect(try await house.verify(registration)["publicClient"]?.outcome == .passed)
        // It looks at the client where it is asked about a device code, and at the token first where it gets one.
        house.desk.provider.behave {
            $0.intercept = { (request) throws(TransportError) in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) }
                return form?["device_code"] == nil ? nil : .refusal("invalid_client", codes: [7_000_218], status: 401)
            }
        }
        let refused = try #require(try await house.verify(registration)["publicClient"])
        #expect(refused.outcome == .failed && refused.detail == "entra answered invalid_client AADSTS7000218")
    }

    @Test("that is a public client where no device codes are given asks with a refresh token that nobody issued")
    func publicClientWithoutCodes() async throws {
        house.desk.provider.behave {
            $0.intercept = { (request) throws(TransportError) in
                request.url.hasSuffix("/devicecode") ? .refusal("unauthorized_client") : nil
            }
        }
        let steps = try await house.verify(Self.outlook { $0.clientSecret = nil })
        #expect(steps["client"]?.outcome == .skipped)
        #expect(steps["publicClient"]?.outcome == .passed)
        #expect(house.desk.provider.tokenRequests.compactMap { $0["grant_type"] } == ["refresh_token"])
    }

    @Test("fails at the client id that the provider does not know")
    func unknownClient() async throws {
        house.desk.provider.behave {
            $0.intercept = { (_) throws(TransportError) in .refusal("unauthorized_client", codes: [700016]) }
        }
        let steps = try await house.verify(Self.outlook())
        guard case .appMisconfigured? = steps["client"]?.error,
            case .appMisconfigured? = steps["credential cred_1"]?.error
        else {
            Issue.record("\(steps)")
            return
        }
    }

    @Test("ends where the tenant is not found, and still tells when its credential ends")
    func unknownTenant() async throws {
        house.desk.provider.behave {
            $0.interceptDocuments = { (_) throws(TransportError) in .refusal("invalid_tenant", codes: [90002]) }
        }
        let steps = try await house.verify(
            Self.outlook { $0.secretExpiresAt = house.desk.clock.now().advanced(by: .seconds(5 * 86_400)) })
        #expect(steps.told == ["settings: passed", "endpoints: failed", "expiry cred_1: passed"])
        guard case .appMisconfigured? = steps["endpoints"]?.error else {
            Issue.record("\(steps)")
            return
        }
        #expect(house.desk.provider.tokenRequests.isEmpty)
    }

    @Test("fails where the discovery document names another endpoint, and goes on")
    func otherEndpoint() async throws {
        house.desk.provider.behave {
            $0.interceptDocuments = { (request) throws(TransportError) in
                request.url.hasSuffix("openid-configuration")
                    ? .json(["token_endpoint": "https://login.evil.example/common/oauth2/v2.0/token"])
                    : VerifiedApp.document(request)
            }
        }
        let steps = try await house.verify(Self.outlook())
        #expect(steps["endpoints"]?.outcome == .failed)
        #expect(steps["credential cred_1"]?.outcome == .passed)
    }

    @Test(
        "judges a redirect URL by where a silent sign-in leads",
        arguments: [
            (VerifiedApp.redirect(to: "http://localhost/oauth?error=interaction_required&state=s"), "passed"),
            (VerifiedApp.redirect(to: "http://localhost/oauth?error=unauthorized_client&state=s"), "failed"),
            (VerifiedApp.redirect(to: "http://localhost/oauthor?error=login_required&state=s"), "skipped"),
            (VerifiedApp.redirect(to: "https://elsewhere.example/"), "skipped"),
            (.text("<html>AADSTS50011: The redirect URI …</html>", status: 400), "failed"),
            (.text(String(repeating: "<p>", count: 100_000) + "AADSTS50011: …", status: 200), "failed"),
            (.text("<html>AADSTS50058: no session</html>", status: 200), "skipped"),
            (.text("<html>Sign in</html>", status: 200), "skipped"),
            (.text("<html>", status: 502), "failed"),
        ])
    func redirects(_ answer: HTTPResponse, _ outcome: String) async throws {
        house.desk.provider.behave {
            $0.interceptDocuments = { (request) throws(TransportError) in
                request.url.contains("/authorize?") ? answer : VerifiedApp.document(request)
            }
        }
        #expect(try await house.verify(Self.outlook())["redirect http://localhost/oauth"]?.outcome.rawValue == outcome)
    }

    @Test(
        "tells when a credential ends",
        arguments: [
            (86_400 * 31, "passed", "it ends in 31 days"),
            (86_400 * 10, "passed", "it ends in 10 days: make the next one now, both work side by side"),
            (
                -1, "passed",
                "secretExpiresAt is over, and the provider still takes it: give updateApp what the portal shows"
            ),
        ])
    func expiry(_ seconds: Int64, _ outcome: String, _ detail: String) async throws {
        let end = house.desk.clock.now().advanced(by: .seconds(seconds))
        let step = try await house.verify(Self.outlook { $0.secretExpiresAt = end })["expiry cred_1"]
        #expect(step?.outcome.rawValue == outcome)
        #expect(step?.detail == detail)
    }

    @Test("fails where a credential has ended that the provider does not take either")
    func ended() async throws {
        house.desk.provider.behave {
            $0.intercept = { (request) throws(TransportError) in
                request.url.hasSuffix("/token") ? .refusal("invalid_client", codes: [7_000_222], status: 401) : nil
            }
        }
        let end = house.desk.clock.now().advanced(by: .seconds(-1))
        #expect(try await house.verify(Self.outlook { $0.secretExpiresAt = end })["expiry cred_1"]?.outcome == .failed)
    }

    @Test("asks for no end of an assertion, which is renewed where it is written")
    func assertionExpiry() async throws {
        let desk = Desk(assertions: AssertionShelf(["workload": ClientProofTests.jwt]))
        let app = try await desk.service.apps.register(
            ClientProofTests.registration { $0.clientAssertion = "workload" })
        let steps = try await desk.service.verifyApp(app.id, until: .after(.seconds(3_600))).steps
        #expect(steps["expiry cred_1"] == nil || steps["expiry cred_1"]?.outcome == .skipped)
        #expect(steps["expiry cred_1"]?.detail?.contains("updateApp") == false)
    }

    @Test(
        "looks for no keys where a discovered provider's id_token is not read",
        arguments: [IdentitySource.expectedEmail])
    func unreadKeys(_ identity: IdentitySource) async throws {
        var entry = CataloguedDesk.entry(identity)
        entry.addresses = .discovered(issuer: FakeProvider.issuer)
        let desk = CataloguedDesk(entry: entry).desk
        let app = try await desk.service.apps.register(
            AppRegistration(
                name: "Test", provider: try #require(ProviderKind(rawValue: "mine")), clientId: "client",
                clientSecret: Credential(Desk.secret), redirectURLs: ["http://localhost/oauth"]))
        let steps = try await desk.service.verifyApp(app.id, until: .after(.seconds(3_600))).steps
        #expect(steps["endpoints"]?.outcome == .passed && steps["keys"]?.outcome == .skipped)
    }

    @Test("of any OpenID provider reads its discovery document and tries its secret")
    func oidc() async throws {
        let steps = try await house.verify(Desk.oidc)
        #expect(
            steps.told == [
                "settings: passed", "endpoints: passed", "keys: passed", "client: skipped", "credential cred_1: passed",
                "expiry cred_1: skipped", "redirect http://localhost/oauth: passed",
            ])
    }

    @Test(
        "of the catalogue reads the document where there is one",
        arguments: [
            (IdentitySource.idToken, ["endpoints: passed", "keys: passed"]),
            (.expectedEmail, ["endpoints: skipped", "keys: skipped"]),
        ])
    func catalogued(_ identity: IdentitySource, _ expected: [String]) async throws {
        let desk = CataloguedDesk(entry: CataloguedDesk.entry(identity)).desk
        let app = try await desk.service.apps.register(
            AppRegistration(
                name: "Test", provider: try #require(ProviderKind(rawValue: "mine")), clientId: "client",
                clientSecret: Credential(Desk.secret), redirectURLs: ["http://localhost/oauth"]))
        let steps = try await desk.service.verifyApp(app.id, until: .after(.seconds(3_600))).steps
        #expect(
            steps.told == ["settings: passed"] + expected + [
                "client: skipped", "credential cred_1: passed", "expiry cred_1: skipped",
                "redirect http://localhost/oauth: skipped",
            ])
    }

    @Test("ends when nobody waits any more, without asking anybody")
    func deadline() async throws {
        let steps = try await house.verify(Self.outlook(), until: Deadline(.now))
        #expect(steps["endpoints"]?.error == .timedOut)
        #expect(house.desk.provider.documentRequests == 0)
    }

    @Test("that is not there is not found")
    func unknown() async throws {
        #expect(
            await failure {
                _ = try await house.desk.service.verifyApp(AppID(unchecked: "app_none"), until: .after(.seconds(60)))
            } == .notFound(what: "app"))
    }

    @Test("shows no secret")
    func canary() async throws {
        let steps = try await house.verify(Self.outlook { $0.authority = VerifiedApp.tenant })
        #expect(!"\(steps)".contains("CANARY") && !house.desk.log.lines.joined().contains("CANARY"))
    }
}
