import Broker
import Domain
import JSON
import OAuth
import Synchronization
import TestSupport
import Testing
import Transport

@Suite("A sign-in on another device")
struct DeviceLoginTests {
    static let publicApp = AppRegistration(
        name: "Test", provider: .outlook, clientId: "client", redirectURLs: [])

    static func begun(
        _ registration: AppRegistration = publicApp, _ desk: Desk = Desk(),
        _ change: (inout DeviceLoginRequest) -> Void = { _ in }
    ) async throws -> (Desk, DeviceLoginInvitation) {
        let app = try await desk.service.apps.register(registration)
        var request = DeviceLoginRequest(app: app.id, caller: Desk.caller)
        change(&request)
        return (desk, try await desk.service.beginDeviceLogin(request))
    }

    /// What whoever waits is told, without waiting.
    func result(_ desk: Desk, _ invitation: DeviceLoginInvitation) async throws -> SignedIn {
        try await desk.service.signInResult(
            of: Credential(invitation.login), for: Desk.caller, until: .after(.zero))
    }

    /// Lets time pass, and everything be asked that is due.
    func pass(_ desk: Desk, _ seconds: Int64) async {
        desk.clock.advance(seconds: seconds)
        await desk.service.pollDeviceLogins()
    }

    @Test("shows what the provider gave, and keeps the handle for nobody else")
    func invitation() async throws {
        let (desk, invitation) = try await Self.begun()
        #expect(invitation.userCode == "CODE1")
        #expect(invitation.verificationURI == "https://id.example/device")
        #expect(invitation.message == "Enter CODE1.")
        #expect(invitation.expiresAt == desk.clock.now().advanced(by: .seconds(900)))
        #expect(!desk.store.contents.signIns.keys.contains(invitation.login))
        #expect(
            desk.provider.tokenRequests == [
                [
                    "client_id": "client",
                    "scope": "openid profile offline_access https://outlook.office.com/IMAP.AccessAsUser.All "
                        + "https://outlook.office.com/SMTP.Send",
                ]
            ])
        let foreign = await failure {
            _ = try await desk.service.signInResult(
                of: Credential(invitation.login), for: CallerID(rawValue: 1), until: .after(.zero))
        }
        #expect(foreign == .stateInvalid)
    }

    @Test("is asked about by nobody's call, no sooner than the provider allows, and ends with a grant")
    func signsIn() async throws {
        let (desk, invitation) = try await Self.begun { $0.context = "row 7" }
        await pass(desk, 5)
        #expect(desk.provider.tokenRequests.count == 1, "early")
        await pass(desk, 1)
        #expect(desk.provider.tokenRequests.count == 2)
        #expect(await failure { _ = try await result(desk, invitation) } == .timedOut)
        desk.provider.answer(invitation.userCode, .approved)
        await pass(desk, 6)
        let signedIn = try await result(desk, invitation)
        #expect(signedIn.isNew)
        #expect(signedIn.context == "row 7")
        #expect(signedIn.identity.subject == FakeProvider.user)
        let poll = try #require(desk.provider.tokenRequests.last)
        #expect(poll["grant_type"] == "urn:ietf:params:oauth:grant-type:device_code")
        #expect(poll["device_code"] == "device-CANARY-1" && poll["client_id"] == "client" && poll["scope"] == nil)
        let asked = desk.provider.tokenRequests.count
        await pass(desk, 60)
        #expect(desk.provider.tokenRequests.count == asked, "it is over")
        #expect(try await desk.token(signedIn.account).hasPrefix("access-"))
        #expect(desk.provider.tokenRequests.count == asked, "its first token came along")
    }

    @Test("tells the daemon of its end, whoever else waits")
    func ended() async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.answer(invitation.userCode, .approved)
        desk.clock.advance(seconds: 6)
        let told = Mutex<[SignedIn]>([])
        await desk.service.pollDeviceLogins { signedIn in told.withLock { $0.append(signedIn) } }
        let signedIn = try await result(desk, invitation)
        #expect(told.withLock { $0 } == [signedIn])
    }

    @Test("goes on after a restart")
    func restarted() async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.answer(invitation.userCode, .approved)
        let restarted = desk.restarted()
        // Not at once: all that were open would be asked about together.
        await pass(restarted, 0)
        await pass(restarted, 6)
        let signedIn = try await result(restarted, invitation)
        #expect(signedIn.isNew)
        #expect(try await restarted.restarted().token(signedIn.account).hasPrefix("access-"))
    }

    @Test("that was killed once its grant was kept finds it again")
    func killed() async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.answer(invitation.userCode, .approved)
        // The grant is kept, and that the sign-in has ended is not.
        desk.store.allowWrites(1)
        await pass(desk, 6)
        #expect(desk.store.contents.grants.count == 1)
        let restarted = desk.restarted()
        await pass(restarted, 0)
        await pass(restarted, 6)
        let signedIn = try await result(restarted, invitation)
        #expect(desk.store.contents.grants[signedIn.account] != nil)
        #expect(signedIn.isNew)
        #expect(restarted.store.contents.grants.count == 1)
    }

    @Test("keeps tokens that came while the disk was full, and the grant once it is not")
    func diskFull() async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.answer(invitation.userCode, .approved)
        desk.store.allowWrites(0)
        await pass(desk, 6)
        #expect(desk.store.contents.grants.isEmpty)
        desk.store.allowWrites(.max)
        await pass(desk, 60)
        #expect(try await result(desk, invitation).isNew)
    }

    struct Ending: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: HTTPResponse
        let error: BrokerError
    }

    static func fault(_ code: String, status: Int = 400) -> ProviderFault {
        ProviderFault(
            name: "entra", status: status, code: code,
            requestId: code.contains("AADSTS") ? "255d1aef-8c98-452f-ac51-23d051240864" : nil, responsible: .user)
    }

    @Test(
        "ends as the provider says",
        arguments: [
            Ending(
                testDescription: "declined, in Microsoft's word",
                answer: .refusal("authorization_declined", codes: [65004]),
                error: .signInDenied(fault("authorization_declined AADSTS65004"))),
            Ending(
                testDescription: "declined, in the RFC's word", answer: .refusal("access_denied"),
                error: .signInDenied(fault("access_denied"))),
            Ending(
                testDescription: "too old", answer: .refusal("expired_token", codes: [70019]), error: .codeExpired),
            Ending(
                testDescription: "unknown", answer: .refusal("bad_verification_code", codes: [70018]),
                error: .codeExpired),
            Ending(
                testDescription: "used before", answer: .refusal("invalid_grant", codes: [54005]), error: .codeExpired),
        ])
    func ends(_ c: Ending) async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.behave { $0.intercept = { _ in c.answer } }
        await pass(desk, 6)
        #expect(await failure { _ = try await result(desk, invitation) } == c.error)
        let asked = desk.provider.tokenRequests.count
        await pass(desk, 60)
        #expect(desk.provider.tokenRequests.count == asked, "it is over")
        #expect(await failure { _ = try await result(desk.restarted(), invitation) } == c.error)
    }

    @Test("says whose fault it is when public clients are not allowed")
    func notPublic() async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.behave { $0.intercept = { _ in .refusal("invalid_client", codes: [7_000_218], status: 401) } }
        await pass(desk, 6)
        let error = await failure { _ = try await result(desk, invitation) }
        guard case .appMisconfigured(_, let hint, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(hint.contains("public client flows"))
    }

    @Test(
        "passes over whatever passes, until the code is too old",
        arguments: [
            HTTPResponse.text("<html>busy</html>", status: 200), .text("<html>", status: 502),
            .refusal("temporarily_unavailable", status: 503), .refusal("server_error"),
            .text("", status: 302), .text("", status: 429),
        ])
    func passing(_ answer: HTTPResponse) async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.behave { $0.intercept = { _ in answer } }
        for _ in 0..<3 { await pass(desk, 60) }
        #expect(desk.provider.tokenRequests.count == 4)
        #expect(await failure { _ = try await result(desk, invitation) } == .timedOut)
        desk.provider.behave { $0.intercept = nil }
        desk.provider.answer(invitation.userCode, .approved)
        await pass(desk, 60)
        #expect(try await result(desk, invitation).isNew)
    }

    @Test("asks a provider in trouble less and less often, and no sooner than it wants")
    func backOff() async throws {
        let (desk, _) = try await Self.begun()
        let delay = Mutex<String?>(nil)
        desk.provider.behave {
            $0.intercept = { (_) throws(TransportError) in
                guard let delay = delay.withLock({ $0 }) else { throw .timedOut }
                return .text("", status: 429, headers: [HTTPField("Retry-After", delay)])
            }
        }
        var pauses: [Int64] = []
        for _ in 0..<6 {
            let asked = desk.provider.tokenRequests.count
            var pause: Int64 = 0
            while desk.provider.tokenRequests.count == asked {
                await pass(desk, 1)
                pause += 1
            }
            pauses.append(pause)
            if pauses.count == 5 { delay.withLock { $0 = "90" } }
        }
        #expect(pauses == [6, 5, 10, 20, 40, 60])
        let asked = desk.provider.tokenRequests.count
        await pass(desk, 89)
        #expect(desk.provider.tokenRequests.count == asked)
        await pass(desk, 1)
        #expect(desk.provider.tokenRequests.count == asked + 1)
    }

    @Test("is asked about less often once the provider says so, also after a restart")
    func slowDown() async throws {
        let (desk, _) = try await Self.begun()
        desk.provider.behave { $0.intercept = { _ in .refusal("slow_down") } }
        await pass(desk, 6)
        desk.provider.behave { $0.intercept = nil }
        let asked = desk.provider.tokenRequests.count
        await pass(desk, 10)
        #expect(desk.provider.tokenRequests.count == asked)
        await pass(desk, 1)
        #expect(desk.provider.tokenRequests.count == asked + 1)
        #expect(
            desk.store.contents.signIns.values.map(\.way).allSatisfy {
                if case .device(let way) = $0 { way.interval == 10 } else { false }
            })
    }

    @Test("is over when the code is too old, and the provider is not asked any more")
    func expired() async throws {
        let (desk, invitation) = try await Self.begun()
        await pass(desk, 900)
        #expect(desk.provider.tokenRequests.count == 1)
        #expect(await failure { _ = try await result(desk, invitation) } == .codeExpired)
        await pass(desk, 3_600)
        try await desk.service.sweepSignIns()
        #expect(desk.store.contents.signIns.isEmpty)
    }

    @Test("must be who was expected, or nothing changes")
    func wrongIdentity() async throws {
        let (desk, invitation) = try await Self.begun { $0.expectedEmail = "bob@contoso.example" }
        desk.provider.answer(invitation.userCode, .approved)
        await pass(desk, 6)
        #expect(
            await failure { _ = try await result(desk, invitation) }
                == .wrongIdentity("somebody other than expected signed in"))
        #expect(desk.store.contents.grants.isEmpty)
    }

    @Test("cannot be ended by a redirect")
    func redirect() async throws {
        let (desk, invitation) = try await Self.begun()
        let error = await failure {
            _ = try await desk.service.completeSignIn(
                SignInCompletion(
                    caller: Desk.caller, state: Credential(invitation.login), answer: .code(Credential("c"))))
        }
        #expect(error == .stateInvalid)
    }

    @Test("is void once its app points somewhere else")
    func movedApp() async throws {
        let (desk, invitation) = try await Self.begun()
        let app = try #require(desk.store.contents.apps.keys.first)
        _ = try await desk.service.updateApp(app, AppChange(authority: "organizations"))
        desk.provider.answer(invitation.userCode, .approved)
        await pass(desk, 6)
        #expect(await failure { _ = try await result(desk, invitation) } == .stateInvalid)
        #expect(desk.store.contents.grants.isEmpty)
    }

    @Test("at another provider is offered where its document names an endpoint, and proves the client there")
    func oidc() async throws {
        let desk = Desk()
        desk.provider.behave { $0.deviceEndpoint = "https://id.example/devicecode" }
        let (_, invitation) = try await Self.begun(Desk.oidc, desk)
        let authorization = desk.provider.lastHeaders.first { $0.name == "Authorization" }?.value.withExposed { $0 }
        #expect(authorization == "Basic \(Base64(Array("client:s3cret~CANARY".utf8)).text)")
        desk.provider.answer(invitation.userCode, .approved)
        #expect(invitation.expiresAt > desk.clock.now())
    }

    @Test("is unsupported where the provider has none")
    func unsupported() async throws {
        let error = await failure { _ = try await Self.begun(Desk.oidc) }
        guard case .unsupported = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(
        "does not begin when the provider's answer cannot be used",
        arguments: [
            ["device_code": .null], ["user_code": .null], ["verification_uri": "javascript:alert(1)"],
            ["verification_uri": "http://id.example/"], ["expires_in": .null], ["expires_in": 0],
            ["user_code": "a\u{1B}[2J"], ["device_code": .string(String(repeating: "c", count: 8_193))],
        ] as [[String: JSONValue]])
    func unusable(_ change: [String: JSONValue]) async throws {
        let desk = Desk()
        desk.provider.behave { $0.deviceAnswer = change }
        let error = await failure { _ = try await Self.begun(Self.publicApp, desk) }
        #expect(
            error
                == .providerRejected(
                    "the provider gave no usable code for another device",
                    ProviderFault(name: "entra", status: 200)))
        #expect(desk.store.contents.signIns.isEmpty)
    }

    @Test("does not begin while the provider shows error pages, and says that it passes")
    func errorPage() async throws {
        let desk = Desk()
        desk.provider.behave { $0.intercept = { _ in .text("<html>busy</html>", status: 200) } }
        let error = await failure { _ = try await Self.begun(Self.publicApp, desk) }
        guard case .providerUnavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("shows no message that is no sentence, and believes no odd number")
    func bounds() async throws {
        let desk = Desk()
        desk.provider.behave {
            $0.deviceAnswer = [
                "message": "a\u{7}b", "expires_in": 1e300, "interval": 0, "verification_uri_complete": "ftp://x",
            ]
        }
        let (_, invitation) = try await Self.begun(Self.publicApp, desk)
        #expect(invitation.message == nil && invitation.verificationURIComplete == nil)
        #expect(invitation.expiresAt == desk.clock.now().advanced(by: .seconds(86_400)))
        desk.provider.answer(invitation.userCode, .approved)
        await pass(desk, 2)
        #expect(try await result(desk, invitation).isNew)
    }

    @Test("of a hundred at once each is asked about in its turn")
    func many() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Self.publicApp)
        for _ in 0..<100 {
            let invitation = try await desk.service.beginDeviceLogin(
                DeviceLoginRequest(app: app.id, caller: Desk.caller))
            desk.provider.answer(invitation.userCode, .declined)
        }
        for _ in 0..<7 { await pass(desk, 1) }
        for _ in 0..<7 { await pass(desk, 0) }
        #expect(desk.provider.tokenRequests.count == 200)
    }

    @Test("runs by itself until it is told to stop")
    func runs() async throws {
        let (desk, invitation) = try await Self.begun()
        desk.provider.answer(invitation.userCode, .approved)
        desk.clock.advance(seconds: 6)
        let ended = Outcome<SignedIn>()
        let running = Task { await desk.service.tendDeviceLogins { ended.settle($0) } }
        guard case .settled(let signedIn) = await ended.wait(until: .after(.seconds(3_600))) else {
            Issue.record("it never ended")
            return
        }
        #expect(signedIn.isNew)
        running.cancel()
        await running.value
    }
}
