import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A token of an app that acts without a user")
struct ApplicationTokenTests {
    static let tenant = "contoso.onmicrosoft.com"

    static func registration(_ change: (inout AppRegistration) -> Void = { _ in }) -> AppRegistration {
        var registration = Desk.outlook
        registration.baseScopes = [.imap, .graph]
        registration.authority = tenant
        change(&registration)
        return registration
    }

    let desk = Desk()

    func token(_ app: AppID, _ resource: Resource = .graph, rejected: String? = nil, claims: String? = nil) async throws
        -> String
    {
        let demand = TokenDemand(resource: resource, rejected: rejected.map { Credential($0) }, claims: claims)
        return try await desk.service.accessToken(as: app, in: nil, demand).credential.withExposed { $0 }
    }

    @Test(
        "is asked for with all that an administrator agreed to on one resource, at the app's own tenant",
        arguments: [
            (Resource.graph, "https://graph.microsoft.com/.default"),
            (.mail, "https://outlook.office365.com/.default"),
        ])
    func form(_ resource: Resource, _ scope: String) async throws {
        let app = try await desk.service.apps.register(Self.registration())
        _ = try await token(app.id, resource)
        #expect(
            desk.provider.tokenRequests == [
                [
                    "grant_type": "client_credentials", "client_id": "client", "client_secret": Desk.secret,
                    "scope": scope,
                ]
            ])
    }

    @Test("is one for each resource, whatever number of mailboxes and callers ask")
    func shared() async throws {
        let app = try await desk.service.apps.register(Self.registration()).id
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<500 { group.addTask { try await token(app, index.isMultiple(of: 2) ? .graph : .mail) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens.count == 2)
        #expect(desk.provider.tokenRequests.count == 2)
        desk.clock.advance(seconds: 3_600)
        #expect(try await !tokens.contains(token(app)))
        #expect(desk.provider.tokenRequests.count == 3)
    }

    @Test("comes anew once when a server refused it, and with the claims that it wants")
    func refused() async throws {
        let app = try await desk.service.apps.register(Self.registration()).id
        let first = try await token(app)
        let second = try await token(app, rejected: first)
        #expect(second != first)
        #expect(try await token(app, rejected: first) == second)
        #expect(desk.provider.tokenRequests.count == 2)
        _ = try await token(app, claims: #"{"access_token":{}}"#)
        #expect(desk.provider.tokenRequests.last?["claims"] == #"{"access_token":{}}"#)
        desk.provider.behave { $0.answer["access_token"] = .string("same-again") }
        let same = try await token(app, rejected: second, claims: "{}")
        #expect(
            await failure { _ = try await token(app, rejected: same) }
                == .providerRejected("the provider gives the refused token again", nil))
    }

    @Test("is not asked for again too soon after a failure, and what lives is given out meanwhile")
    func failing() async throws {
        let app = try await desk.service.apps.register(Self.registration()).id
        let first = try await token(app)
        desk.clock.advance(seconds: 3_250)
        desk.provider.behave {
            $0.intercept = { _ in .text("<html>", status: 503, headers: [HTTPField("Retry-After", "7")]) }
        }
        #expect(try await token(app) == first)
        desk.clock.advance(seconds: 4)
        #expect(
            await failure { _ = try await token(app, rejected: first) }
                == .providerUnavailable(ProviderFault(name: "entra", status: 503), retryAfterMs: 3_000))
        #expect(desk.provider.tokenRequests.count == 2)
        desk.clock.advance(seconds: 3)
        desk.provider.behave { $0.intercept = nil }
        #expect(try await token(app) != first)
    }

    @Test(
        "that the tenant refuses is the operator's to see to, never a user's",
        arguments: [
            ("invalid_client", 7_000_215), ("invalid_client", 7_000_222), ("unauthorized_client", 700016),
            ("access_denied", 53003), ("invalid_grant", 50105), ("invalid_grant", 70000),
            ("interaction_required", 53003),
        ])
    func tenant(_ error: String, _ code: Int64) async throws {
        let app = try await desk.service.apps.register(Self.registration()).id
        desk.provider.behave { $0.intercept = { _ in .refusal(error, codes: [Int(code)]) } }
        guard case .appMisconfigured(app, _, _?) = await failure(of: { _ = try await token(app) }) else {
            Issue.record("\(error) \(code) is somebody else's")
            return
        }
        desk.provider.behave { $0.intercept = nil }
        #expect(await failure { _ = try await token(app) } != nil, "it is too soon")
        _ = try await desk.service.updateApp(app, AppChange(clientSecret: Credential("another~one")))
        _ = try await token(app)
        #expect(desk.provider.tokenRequests.last?["client_secret"] == "another~one")
    }

    @Test("is not asked for by an app that cannot act alone, and nobody is contacted")
    func unable() async throws {
        let unable = [
            Self.registration { $0.authority = "common" }, Self.registration { $0.authority = "organizations" },
            Self.registration { $0.authority = nil }, Self.registration { $0.clientSecret = nil },
        ]
        for registration in unable {
            let app = try await desk.service.apps.register(registration).id
            guard case .appMisconfigured(app, _, nil) = await failure(of: { _ = try await token(app) }),
                case .appMisconfigured = await failure(of: {
                    _ = try await desk.service.servers(openedBy: app, in: nil)
                })
            else {
                Issue.record("taken: \(registration.authority ?? "none")")
                return
            }
        }
        let oidc = try await desk.service.apps.register(Desk.oidc).id
        guard case .invalid("app", _) = await failure(of: { _ = try await token(oidc, .mail) }) else {
            Issue.record("an app of another provider")
            return
        }
        let graph = try await desk.service.apps.register(Self.registration { $0.baseScopes = [.graph] }).id
        guard case .invalid("resource", _) = await failure(of: { _ = try await token(graph, .mail) }) else {
            Issue.record("a resource that is not the app's")
            return
        }
        let nobody = await failure { _ = try await token(AppID(unchecked: "app_none")) }
        #expect(nobody == .notFound(what: "app"))
        #expect(desk.provider.tokenRequests.isEmpty)
    }

    @Test("opens mailboxes where the app's base scopes say")
    func servers() async throws {
        let both = try await desk.service.apps.register(Self.registration()).id
        let servers = try await desk.service.servers(openedBy: both, in: nil)
        #expect(servers.imap?.host == "outlook.office365.com")
        #expect(servers.smtp?.host == "smtp.office365.com")
        #expect(servers.graph == "https://graph.microsoft.com")
        let graph = try await desk.service.apps.register(Self.registration { $0.baseScopes = [.graph] }).id
        #expect(try await desk.service.servers(openedBy: graph, in: nil).imap == nil)
    }

    @Test("is for the app as it is: what was asked for before a change goes to nobody")
    func changed() async throws {
        let app = try await desk.service.apps.register(Self.registration()).id
        let (asked, release) = (Gate(), Gate())
        desk.provider.behave {
            $0.intercept = { _ in
                await asked.open()
                await release.wait()
                return nil
            }
        }
        async let late = failure { _ = try await token(app) }
        await asked.wait()
        _ = try await desk.service.updateApp(app, AppChange(clientSecret: Credential("another~one")))
        await release.open()
        #expect(await late == .providerUnavailable(nil, retryAfterMs: 0))
    }

    @Test("is asked for anew after a change, by who does not wait for what was asked for before")
    func changedMeanwhile() async throws {
        let app = try await desk.service.apps.register(Self.registration()).id
        let (asked, release) = (Gate(), Gate())
        desk.provider.behave {
            $0.intercept = { _ in
                await asked.open()
                await release.wait()
                return nil
            }
        }
        async let late = token(app)
        await asked.wait()
        _ = try await desk.service.updateApp(app, AppChange(clientSecret: Credential("another~one")))
        desk.provider.behave { $0.intercept = nil }
        let fresh = try await token(app)
        #expect(desk.provider.tokenRequests.last?["client_secret"] == "another~one")
        await release.open()
        #expect(try await late == fresh)
    }
}

@Suite("What an app asks its users for")
struct AskedScopesTests {
    @Test(
        "decides how their accounts send",
        arguments: [
            ([String](), true, true), (["Mail.Send"], false, true), (["SMTP.Send"], true, false),
            (["mail.send", "smtp.send"], false, false),
        ] as [([String], Bool, Bool)])
    func sending(_ skipped: [String], _ byGraph: Bool, _ bySMTP: Bool) async throws {
        var registration = TokenTests.both()
        registration.skippedScopes = skipped
        let servers = try await Desk().signIn(registration).servers
        #expect(servers.sendsByGraph == byGraph)
        #expect((servers.smtp != nil) == bySMTP)
        #expect(servers.graph == "https://graph.microsoft.com")
    }
}
