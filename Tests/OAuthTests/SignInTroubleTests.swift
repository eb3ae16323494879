import Broker
import Domain
import JSON
import OAuth
import Synchronization
import TestSupport
import Testing
import Transport

@Suite("A sign-in in trouble")
struct SignInTroubleTests {
    private func pass(_ desk: Desk, _ seconds: Int64) async {
        desk.clock.advance(seconds: seconds)
        await desk.service.pollDeviceLogins()
    }

    @Test("keeps the tokens of a code that could not be kept, and spends it once")
    func diskFull() async throws {
        let desk = Desk()
        let invitation = try await desk.begin(try await desk.service.apps.register(Desk.outlook))
        let code = desk.provider.consent(invitation.url)
        // That the code is being redeemed is kept, and the grant is not.
        desk.store.allowWrites(1)
        #expect(await failure { _ = try await desk.complete(invitation, code: code) } == .storage("cut off"))
        desk.store.allowWrites(.max)
        #expect(try await desk.complete(invitation, code: code).isNew)
        #expect(desk.provider.tokenRequests.count == 1)
    }

    @Test("on another device keeps its tokens also when the time of the code is over")
    func diskFullForLong() async throws {
        let (desk, invitation) = try await DeviceLoginTests.begun()
        desk.provider.answer(invitation.userCode, .approved)
        desk.store.allowWrites(0)
        await pass(desk, 6)
        await pass(desk, 1_000)
        desk.store.allowWrites(.max)
        await pass(desk, 60)
        let signedIn = try await desk.service.signInResult(
            of: Credential(invitation.login), for: Desk.caller, until: .after(.zero))
        #expect(signedIn.isNew && desk.store.contents.grants[signedIn.account] != nil)
    }

    @Test("on another device that was killed before its account was made is told of again, however late the next start")
    func killedBeforeAccount() async throws {
        let (desk, invitation) = try await DeviceLoginTests.begun { $0.mailbox = SharedMailboxSignInTests.mailbox }
        desk.provider.answer(invitation.userCode, .approved)
        desk.clock.advance(seconds: 6)
        let before = Mutex(MemoryStore.Contents())
        await desk.service.pollDeviceLogins { _ in before.withLock { $0 = desk.store.contents } }
        let killed = before.withLock { $0 }
        #expect(killed.grants.count == 1, "its account is made once the grant is kept")
        let next = Desk(store: MemoryStore(killed), provider: desk.provider, clock: desk.clock)
        desk.clock.advance(seconds: 2_000)
        let told = Mutex<[EmailAddress?]>([])
        for _ in 0..<2 {
            desk.clock.advance(seconds: 6)
            await next.service.pollDeviceLogins { signedIn in told.withLock { $0.append(signedIn.mailbox) } }
        }
        #expect(told.withLock { $0 } == [SharedMailboxSignInTests.mailbox])
    }

    @Test("for a mailbox of others says so again to whoever makes up for accounts that were not made")
    func holdings() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn { $0.mailbox = SharedMailboxSignInTests.mailbox }
        guard case .grant(let held) = try await desk.restarted().service.holdings().first else {
            Issue.record("no grant")
            return
        }
        #expect(held.account == signedIn.account && held.mailbox == SharedMailboxSignInTests.mailbox)
    }

    @Test("never takes over an account whose grant cannot be read")
    func damaged() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn()
        let app = try await desk.service.apps.app(signedIn.app)
        let invitation = try await desk.begin(app) { $0.account = signedIn.account }
        let code = desk.provider.consent(invitation.url)
        desk.store.damage(signedIn.account)
        desk.provider.behave { $0.claims["oid"] = "99999999-bbbb-cccc-dddd-eeeeeeeeeeee" }
        #expect(await failure { _ = try await desk.complete(invitation, code: code) } == .vaultCorrupt("grant"))
        #expect(desk.store.contents.grants[signedIn.account]?.identity == signedIn.identity)
    }

    @Test("that read the provider's keys before somebody else fetched newer ones is held to the newer ones")
    func newerKeys() async throws {
        let desk = Desk()
        _ = try await desk.signIn()
        let app = try await desk.service.apps.all()[0]
        let (first, second) = (try await desk.begin(app), try await desk.begin(app))
        let codes = [first, second].map { desk.provider.consent($0.url) }
        let isFirst = Mutex(true)
        desk.provider.behave {
            $0.signer = TokenSigner.own.named("k2")
            $0.interceptDocuments = { _ in .json(.object(["keys": .array([TokenSigner.own.named("k2").jwk])])) }
            $0.intercept = { _ in
                // While the first one's code is being redeemed, the other sign-in runs to its end.
                let isOutermost = isFirst.withLock { isFirst in
                    defer { isFirst = false }
                    return isFirst
                }
                if isOutermost { _ = try? await desk.complete(second, code: codes[1]) }
                return nil
            }
        }
        _ = try await desk.complete(first, code: codes[0])
        #expect(desk.provider.documentRequests == 2)
    }

    /// An app with a second secret, of which the provider refuses one; and what it was asked with.
    private func rollover(_ registration: AppRegistration) async throws -> (Desk, AppID, @Sendable () -> [String]) {
        let desk = Desk()
        let app = try await desk.service.apps.register(registration).id
        _ = try await desk.service.updateApp(app, AppChange(clientSecret: Credential("new"), keepPrevious: true))
        let new = "Basic \(Base64(Array("client:new".utf8)).text)"
        let tried = Tried()
        desk.provider.behave {
            $0.deviceEndpoint = "\(FakeProvider.issuer)/devicecode"
            $0.intercept = { request in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) } ?? [:]
                let header = request.headers.first { $0.name == "Authorization" }?.value.withExposed { $0 }
                guard let proof = form["client_secret"] ?? header else { return nil }
                tried.add(proof)
                return [new, "new"].contains(proof) ? .refusal("invalid_client", codes: [7_000_222], status: 401) : nil
            }
        }
        return (desk, app, { tried.all })
    }

    private final class Tried: Sendable {
        private let proofs = Mutex<[String]>([])
        var all: [String] { proofs.withLock { $0 } }
        func add(_ proof: String) { proofs.withLock { $0.append(proof) } }
    }

    @Test("on another device begins by the app's other credential where the provider refuses one, and says which")
    func otherCredential() async throws {
        let (desk, app, tried) = try await rollover(Desk.oidc)
        _ = try await desk.service.beginDeviceLogin(DeviceLoginRequest(app: app, caller: Desk.caller))
        #expect(tried().count == 2)
        let credentials = try await desk.service.apps.app(app).credentials
        #expect(credentials.first { $0.id == "cred_2" }?.refusal != nil)
        #expect(credentials.first { $0.id == "cred_1" }?.refusal == nil)
    }

    @Test("on another device is asked about once a turn, by the credential that was taken when the user was not done")
    func takenCredential() async throws {
        let (desk, app, tried) = try await rollover(Desk.outlook)
        _ = try await desk.service.beginDeviceLogin(DeviceLoginRequest(app: app, caller: Desk.caller))
        #expect(tried().isEmpty)
        await pass(desk, 6)
        #expect(tried() == ["new", Desk.secret])
        await pass(desk, 6)
        #expect(tried() == ["new", Desk.secret, Desk.secret])
    }

    @Test("on another device is asked about less often also while that cannot be written down")
    func slowDown() async throws {
        let (desk, _) = try await DeviceLoginTests.begun()
        desk.store.allowWrites(0)
        desk.provider.behave { $0.intercept = { _ in .refusal("slow_down") } }
        await pass(desk, 6)
        await pass(desk, 11)
        desk.provider.behave { $0.intercept = nil }
        let before = desk.provider.tokenRequests.count
        await pass(desk, 15)
        #expect(desk.provider.tokenRequests.count == before, "twice five seconds more")
        await pass(desk, 1)
        #expect(desk.provider.tokenRequests.count == before + 1)
        await pass(desk, 15)
        #expect(desk.provider.tokenRequests.count == before + 1)
    }

    @Test("on another device may be told its times in strings")
    func strings() async throws {
        let desk = Desk()
        desk.provider.behave { $0.deviceAnswer = ["expires_in": "60", "interval": "2"] }
        let (_, invitation) = try await DeviceLoginTests.begun(DeviceLoginTests.publicApp, desk)
        #expect(invitation.expiresAt == desk.clock.now().advanced(by: .seconds(60)))
        await pass(desk, 3)
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("on another device is asked about however many wait for the answers of another provider")
    func bulkhead() async throws {
        let desk = Desk()
        desk.provider.behave { $0.deviceEndpoint = "\(FakeProvider.issuer)/devicecode" }
        let dead = try await desk.service.apps.register(Desk.oidc)
        let alive = try await desk.service.apps.register(DeviceLoginTests.publicApp)
        for _ in 0..<20 {
            _ = try await desk.service.beginDeviceLogin(DeviceLoginRequest(app: dead.id, caller: Desk.caller))
        }
        desk.clock.advance(seconds: 1)
        let invitation = try await desk.service.beginDeviceLogin(
            DeviceLoginRequest(app: alive.id, caller: Desk.caller))
        desk.provider.answer(invitation.userCode, .approved)
        let gate = Outcome<Void>()
        desk.provider.behave {
            $0.intercept = { request in
                if request.url.hasPrefix(FakeProvider.issuer) { _ = await gate.wait(until: .after(.seconds(3_600))) }
                return nil
            }
        }
        desk.clock.advance(seconds: 60)
        let polling = Task { await desk.service.pollDeviceLogins() }
        let signedIn = try await desk.service.signInResult(
            of: Credential(invitation.login), for: Desk.caller, until: .after(.seconds(3_600)))
        #expect(signedIn.isNew)
        gate.settle(())
        await polling.value
    }
}
