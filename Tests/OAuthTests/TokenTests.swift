import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("An access token")
struct TokenTests {
    static func both() -> AppRegistration {
        var registration = Desk.outlook
        registration.baseScopes = [.imap, .graph]
        return registration
    }

    /// A desk whose account has no token in memory.
    static func restartedDesk(
        _ registration: AppRegistration = Desk.outlook,
        _ behave: @Sendable (inout FakeProvider.Behaviour) -> Void = { _ in }
    ) async throws -> (Desk, AccountID) {
        let desk = Desk()
        let account = try await desk.signIn(registration).account
        desk.provider.behave(behave)
        return (desk.restarted(), account)
    }

    @Test("is refreshed once for 500 callers at the same moment")
    func singleFlight() async throws {
        let (desk, account) = try await Self.restartedDesk()
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<500 { group.addTask { try await desk.token(account) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens.count == 1)
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("fails once for 500 callers, and for those who come while it is too soon")
    func singleFailure() async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in .text("<html>", status: 503, headers: [HTTPField("Retry-After", "7")]) }
        }
        let failures = await withTaskGroup(of: BrokerError?.self) { group in
            for _ in 0..<500 { group.addTask { await failure { _ = try await desk.token(account) } } }
            return await group.reduce(into: Set<BrokerError?>()) { $0.insert($1) }
        }
        #expect(failures == [.providerUnavailable(ProviderFault(name: "entra", status: 503), retryAfterMs: 7_000)])
        desk.clock.advance(seconds: 6)
        #expect(
            await failure { _ = try await desk.token(account) }
                == .providerUnavailable(ProviderFault(name: "entra", status: 503), retryAfterMs: 1_000))
        #expect(desk.provider.tokenRequests.count == 2)
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: 1)
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 3)
    }

    @Test("is waited for a second at least, though the provider names no time at all")
    func noTime() async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in .text("", status: 429, headers: [HTTPField("Retry-After", "0")]) }
        }
        for _ in 0..<5 { _ = await failure { _ = try await desk.token(account) } }
        #expect(desk.provider.tokenRequests.count == 2)
        desk.clock.advance(seconds: 1)
        for _ in 0..<5 { _ = await failure { _ = try await desk.token(account) } }
        #expect(desk.provider.tokenRequests.count == 3)
    }

    @Test("comes to those who wait, though one of them gives up")
    func cancelledWaiter() async throws {
        let gate = Gate()
        let arrived = Gate()
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in
                await arrived.open()
                await gate.wait()
                return nil
            }
        }
        let first = Task { try await desk.token(account) }
        await arrived.wait()
        let second = Task { try await desk.token(account) }
        first.cancel()
        // The one who gave up is answered while the provider still thinks.
        #expect(await failure { _ = try await first.value } == .cancelled)
        await gate.open()
        #expect(try await second.value.hasPrefix("access-"))
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("lives in memory until shortly before its end")
    func renewal() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        // An hour, less 300 seconds of margin, less at most half as much of jitter.
        desk.clock.advance(seconds: 3_149)
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 1)
        desk.clock.advance(seconds: 151)
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("is renewed earlier for who needs it longer, and never again and again")
    func minimumLifetime() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        desk.clock.advance(seconds: 1_000)
        _ = try await desk.token(account, TokenDemand(resource: .mail, minimumLifetimeSeconds: 2_600))
        #expect(desk.provider.tokenRequests.count == 1)
        _ = try await desk.token(account, TokenDemand(resource: .mail, minimumLifetimeSeconds: 2_601))
        #expect(desk.provider.tokenRequests.count == 2)
        _ = try await desk.token(account, TokenDemand(resource: .mail, minimumLifetimeSeconds: 1_000_000))
        _ = try await desk.token(account, TokenDemand(resource: .mail, minimumLifetimeSeconds: .max))
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("of a short life is still given out, each caller his own if need be")
    func shortLife() async throws {
        let (desk, account) = try await Self.restartedDesk { $0.lifetime = .string("1") }
        let first = try await desk.token(account)
        desk.clock.advance(seconds: 1)
        #expect(try await desk.token(account) != first)
    }

    @Test("that was refused is never given out again, and refreshed once for all who report it")
    func rejected() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let old = try await desk.token(account)
        let demand = TokenDemand(resource: .mail, rejected: Credential(old))
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await desk.token(account, demand) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens.count == 1 && !tokens.contains(old))
        #expect(desk.provider.tokenRequests.count == 2)
        #expect(try await desk.token(account) == tokens.first)
    }

    @Test("that the provider gives again after it was refused is an error, not a loop")
    func rejectedTwice() async throws {
        let desk = Desk()
        desk.provider.behave { $0.answer = ["access_token": "always-the-same"] }
        let account = try await desk.signIn().account
        let demand = TokenDemand(resource: .mail, rejected: Credential("always-the-same"))
        for _ in 0..<3 {
            let error = await failure { _ = try await desk.token(account, demand) }
            #expect(error == .providerRejected("the provider gives the refused token again", nil))
        }
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("for a claims challenge is asked for with the claims, once")
    func claims() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let challenge = #"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#
        let demand = TokenDemand(resource: .mail, claims: challenge)
        let token = try await desk.token(account, demand)
        #expect(desk.provider.tokenRequests.last?["claims"] == challenge)
        #expect(try await desk.token(account, demand) == token)
        #expect(try await desk.token(account) == token)
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("for the other resource comes from the same grant, with that resource's scopes alone")
    func twoResources() async throws {
        let desk = Desk()
        let account = try await desk.signIn(Self.both()).account
        let mail = try await desk.token(account)
        let graph = try await desk.token(account, TokenDemand(resource: .graph))
        #expect(mail != graph)
        let requests = desk.provider.tokenRequests
        #expect(requests.count == 2)
        #expect(requests[0]["scope"]?.contains("graph.microsoft.com") == false)
        #expect(requests[0]["scope"]?.contains("https://outlook.office.com/IMAP.AccessAsUser.All") == true)
        #expect(
            requests[1]["scope"]
                == "openid profile offline_access https://graph.microsoft.com/User.Read "
                + "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send")
        let scopes = try await desk.service.grantStatus(of: account)?.grantedScopes ?? []
        #expect(Set(scopes).count == scopes.count)
        #expect(scopes.contains("https://outlook.office.com/SMTP.Send"))
        #expect(scopes.contains("https://graph.microsoft.com/Mail.Send"))
    }

    @Test("for two resources at once takes two refreshes one after the other, so that no rotation is lost")
    func twoResourcesAtOnce() async throws {
        let (desk, account) = try await Self.restartedDesk(Self.both()) { $0.rotation = .strict }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                let resource: Resource = index.isMultiple(of: 2) ? .mail : .graph
                group.addTask { _ = try await desk.token(account, TokenDemand(resource: resource)) }
            }
            try await group.waitForAll()
        }
        #expect(desk.provider.tokenRequests.count == 3)
    }

    @Test("that the app has no scope for cannot be had")
    func wrongResource() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let error = await failure { _ = try await desk.token(account, TokenDemand(resource: .graph)) }
        #expect(error == .invalid(field: "resource", reason: "the app asks for no scope of graph"))
        #expect(desk.provider.tokenRequests.count == 1)
    }

    @Test("of nobody needs a sign-in")
    func unknown() async throws {
        let account = AccountID(unchecked: "acc_nobody")
        #expect(await failure { _ = try await Desk().token(account) } == .signInRequired(account, nil))
    }

    // MARK: The refresh token

    @Test("is given out only after the rotated refresh token is durable")
    func durableFirst() async throws {
        let (desk, account) = try await Self.restartedDesk { $0.rotation = .strict }
        desk.store.allowWrites(0)
        #expect(await failure { _ = try await desk.token(account) } == .storage("cut off"))
        #expect(await failure { _ = try await desk.token(account) } == .storage("cut off"))
        // The disk has room again: the token that could not be written is not lost.
        desk.store.allowWrites(.max)
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 3)
        _ = try await desk.restarted().token(account)
    }

    @Test("keeps the refresh token when the answer brings none")
    func keepsRefreshToken() async throws {
        let (desk, account) = try await Self.restartedDesk { $0.rotation = .none }
        let before = desk.store.contents.grants[account]?.refreshToken
        _ = try await desk.token(account)
        #expect(desk.store.contents.grants[account]?.refreshToken == before)
        _ = try await desk.restarted().token(account)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let answer: HTTPResponse
        let error: String
        /// For how long nothing is asked, in seconds.
        let pause: Int64
        let testDescription: String
    }

    @Test(
        "that cannot be refreshed leaves the grant as it is, with the failure on it, until it works again",
        arguments: [
            Fault(
                answer: .refusal("invalid_grant", codes: [50173]), error: "signInRequired", pause: 60,
                testDescription: "revoked"),
            Fault(
                answer: .refusal("invalid_grant", codes: [50076], suberror: "basic_action"), error: "signInRequired",
                pause: 60, testDescription: "MFA"),
            Fault(
                answer: .refusal("invalid_client", codes: [7_000_222], status: 401), error: "appMisconfigured",
                pause: 60, testDescription: "secret expired"),
            Fault(
                answer: .refusal("invalid_grant", codes: [65001]), error: "consentRequired", pause: 60,
                testDescription: "not consented"),
            Fault(
                answer: .refusal("invalid_grant", codes: [50196]), error: "rateLimited", pause: 300,
                testDescription: "loop"),
            Fault(
                answer: .text("", status: 429, headers: [HTTPField("Retry-After", "30")]), error: "rateLimited",
                pause: 30, testDescription: "throttled"),
            Fault(
                answer: .text("<html>", status: 502), error: "providerUnavailable", pause: 1, testDescription: "HTML"),
        ])
    func failureIsKept(_ fault: Fault) async throws {
        let (desk, account) = try await Self.restartedDesk { $0.intercept = { _ in fault.answer } }
        let token = desk.store.contents.grants[account]?.refreshToken
        for _ in 0..<5 {
            let error = await failure { _ = try await desk.token(account) }
            let told = String(describing: error)
            #expect(told.contains(fault.error))
        }
        #expect(desk.provider.tokenRequests.count == 2)
        let status = try #require(try await desk.service.grantStatus(of: account))
        let kept = String(describing: status.failure)
        #expect(kept.contains(fault.error))
        #expect(desk.store.contents.grants[account]?.refreshToken == token)
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: fault.pause - 1)
        _ = await failure { _ = try await desk.token(account) }
        #expect(desk.provider.tokenRequests.count == 2)
        desk.clock.advance(seconds: 1)
        _ = try await desk.token(account)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }

    @Test("is waited for longer and longer while nothing comes")
    func backOff() async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ throws(TransportError) in throw .timedOut }
        }
        for pause: Int64 in [1, 2, 4, 8, 16, 32, 60, 60] {
            let before = desk.provider.tokenRequests.count
            #expect(await failure { _ = try await desk.token(account) } == .timedOut)
            desk.clock.advance(seconds: pause - 1)
            #expect(await failure { _ = try await desk.token(account) } == .timedOut)
            #expect(desk.provider.tokenRequests.count == before + 1)
            desk.clock.advance(seconds: 1)
        }
    }

    @Test("that still lives is given out while the provider is away")
    func fallback() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let token = try await desk.token(account)
        desk.provider.behave { $0.intercept = { _ in .text("<html>", status: 503) } }
        desk.clock.advance(seconds: 3_400)
        #expect(try await desk.token(account) == token)
        #expect(try await desk.token(account) == token)
        #expect(desk.provider.tokenRequests.count == 2)
        desk.clock.advance(seconds: 200)
        _ = await failure { _ = try await desk.token(account) }
    }

    @Test("works at once after a new sign-in, whatever failed before")
    func signInHeals() async throws {
        let (desk, account) = try await Self.restartedDesk { _ in }
        desk.provider.revokeAll()
        _ = await failure { _ = try await desk.token(account) }
        let again = try await desk.begin(try await desk.service.apps.all()[0]) { $0.account = account }
        _ = try await desk.complete(again, code: desk.provider.consent(again.url))
        _ = try await desk.token(account)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }

    @Test("that needs more of the user is asked for with the claims that the provider wants")
    func wantedClaims() async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in .refusal("interaction_required", codes: [50076], claims: #"{"access_token":{}}"#) }
        }
        _ = await failure { _ = try await desk.token(account) }
        let again = try await desk.begin(try await desk.service.apps.all()[0]) { $0.account = account }
        #expect(FormFields.query(of: again.url)?["claims"] == #"{"access_token":{}}"#)
    }

    @Test("is not asked for with claims that were met since", arguments: [true, false])
    func metClaims(bySignIn: Bool) async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in .refusal("interaction_required", codes: [50076], claims: #"{"access_token":{}}"#) }
        }
        _ = await failure { _ = try await desk.token(account) }
        desk.provider.behave {
            $0.intercept = nil
            $0.answer = ["access_token": "always-the-same"]
        }
        let app = try await desk.service.apps.all()[0]
        if bySignIn {
            let again = try await desk.begin(app) { $0.account = account }
            _ = try await desk.complete(again, code: desk.provider.consent(again.url))
        } else {
            desk.clock.advance(seconds: 60)
        }
        // Another failure, which wants nothing.
        let demand = TokenDemand(resource: .mail, rejected: Credential(try await desk.token(account)))
        #expect(await failure { _ = try await desk.token(account, demand) } != nil)
        let next = try await desk.begin(app) { $0.account = account }
        #expect(FormFields.query(of: next.url)?["claims"] == nil)
    }

    @Test("that cannot be had, with nowhere to write why, leaves a word in the log")
    func unwrittenFailure() async throws {
        let (desk, account) = try await Self.restartedDesk()
        desk.provider.revokeAll()
        desk.store.allowWrites(0)
        _ = await failure { _ = try await desk.token(account) }
        #expect(desk.log.lines.contains { $0.hasPrefix("debug a failure could not be kept on its grant") })
    }

    @Test("that the provider wants renewed at once is kept all the same", arguments: [0, 1, 300])
    func renewedAtOnce(_ refreshIn: Int64) async throws {
        let desk = Desk()
        desk.provider.behave { $0.answer = ["refresh_in": .integer(refreshIn)] }
        let account = try await desk.signIn().account
        desk.clock.advance(seconds: 301)
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 1)
    }

    @Test("outlives a change of another app, and a new name of its own")
    func otherApp() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let app = try await desk.service.apps.all()[0]
        let other = try await desk.service.apps.register(Desk.oidc)
        _ = try await desk.service.updateApp(other.id, AppChange(clientSecret: Credential("new~secret")))
        _ = try await desk.service.updateApp(app.id, AppChange(name: "Other"))
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 1)
        _ = try await desk.service.updateApp(app.id, AppChange(clientSecret: Credential("new~secret")))
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("goes with its grant")
    func forgotten() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        try await desk.service.forget(account)
        #expect(await failure { _ = try await desk.token(account) } == .signInRequired(account, nil))
        #expect(try await desk.service.grantStatus(of: account) == nil)
        try await desk.service.forget(account)
    }

    @Test("of an app that moved is void, and the refresh token does not travel there")
    func movedApp() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let app = try await desk.service.apps.all()[0]
        _ = try await desk.service.updateApp(
            app.id, AppChange(clientSecret: Credential("another"), authority: "organizations"))
        #expect(await failure { _ = try await desk.token(account) } == .signInRequired(account, nil))
        #expect(desk.provider.tokenRequests.count == 1)
        let again = try await desk.begin(app) { $0.account = account }
        _ = try await desk.complete(again, code: desk.provider.consent(again.url))
        _ = try await desk.token(account)
    }

    @Test("of an app whose mail server moved is void, though provider and client id are the same")
    func movedServer() async throws {
        let desk = Desk()
        let account = try await desk.signIn(Desk.oidc).account
        let app = try await desk.service.apps.all()[0]
        let server = ServerAddress(host: "other.example", port: 993, security: .tls)
        _ = try await desk.service.updateApp(app.id, AppChange(clientSecret: Credential("another"), imap: server))
        #expect(await failure { _ = try await desk.token(account) } == .signInRequired(account, nil))
        #expect(await failure { _ = try await desk.restarted().token(account) } == .signInRequired(account, nil))
        #expect(desk.provider.tokenRequests.count == 1)
    }

    @Test("is tried again at once after the operator gave a new secret")
    func newSecret() async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in .refusal("invalid_client", codes: [7_000_222], status: 401) }
        }
        _ = await failure { _ = try await desk.token(account) }
        desk.provider.behave { $0.intercept = nil }
        let app = try await desk.service.apps.all()[0]
        _ = try await desk.service.updateApp(app.id, AppChange(clientSecret: Credential("new~secret")))
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.last?["client_secret"] == "new~secret")
    }

    @Test("is renewed with the scopes that the user agreed to, though the app asks for more since")
    func furtherScopes() async throws {
        let (desk, account) = try await Self.restartedDesk(Self.both())
        let app = try await desk.service.apps.all()[0]
        for resource in [Resource.mail, .graph] { _ = try await desk.token(account, TokenDemand(resource: resource)) }
        let before = desk.provider.tokenRequests.map { $0["scope"] }
        _ = try await desk.service.updateApp(app.id, AppChange(extraScopes: ["Mail.Send.Shared"]))
        for resource in [Resource.mail, .graph] { _ = try await desk.token(account, TokenDemand(resource: resource)) }
        #expect(desk.provider.tokenRequests.suffix(2).map { $0["scope"] } == before.suffix(2))
        let again = try await desk.begin(try await desk.service.apps.all()[0]) { $0.account = account }
        #expect(FormFields.query(of: again.url)?["scope"]?.contains("Mail.Send.Shared") == true)
    }

    @Test("that lacks consent names the scopes of its resource, and none of OpenID's own")
    func missingConsent() async throws {
        let (desk, account) = try await Self.restartedDesk {
            $0.intercept = { _ in .refusal("invalid_grant", codes: [65_001]) }
        }
        guard case .consentRequired(let scopes, _?) = await failure(of: { _ = try await desk.token(account) }) else {
            Issue.record("taken")
            return
        }
        #expect(
            scopes == ["https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send"])
    }

    @Test("of a grant from before it was known whether Graph takes its mail is told from what the app asks for")
    func oldGrant() async throws {
        let desk = Desk()
        var registration = Self.both()
        registration.skippedScopes = ["Mail.Send"]
        let account = try await desk.signIn(registration).account
        var grant = try #require(desk.store.contents.grants[account])
        grant.servers.sendsByGraph = nil
        try desk.store.save(grant)
        guard case .grant(let held)? = try await desk.service.holdings().first else {
            Issue.record("nothing is held")
            return
        }
        #expect(held.servers.sendsByGraph == false)
    }
}
