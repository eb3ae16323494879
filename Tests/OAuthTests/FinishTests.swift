import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A broker whose daemon stops")
struct FinishTests {
    static let own = TokenDemand(resource: .mail, isBackground: true)

    /// Holds the answers to all requests for tokens back until the gate is open; `arrived` opens when there is one.
    private static func hold(_ desk: Desk, _ arrived: Gate, _ release: Gate) {
        desk.provider.behave {
            $0.intercept = { _ in
                await arrived.open()
                await release.wait()
                return nil
            }
        }
    }

    /// Ends it while requests are under way whose askers are gone.
    private static func finish(_ desk: Desk, _ release: Gate) async {
        // Nobody is patient at first: the answer is not there.
        await desk.service.finish(until: .after(.zero))
        async let finished: Void = desk.service.finish(until: .after(.seconds(3_600)))
        await release.open()
        await finished
        desk.provider.behave { $0.intercept = nil }
    }

    @Test("waits for a refresh that nobody waits for, keeps what was rotated, and lets no other begin")
    func refresh() async throws {
        let first = Desk()
        let account = try await first.signIn().account
        first.provider.behave {
            $0.rotation = .strict
            $0.claims = ["oid": .string("aaaaaaaa-bbbb-cccc-dddd-000000000001")]
        }
        let other = try await first.signIn().account
        let (desk, arrived, release) = (first.restarted(), Gate(), Gate())
        Self.hold(desk, arrived, release)
        let asker = Task { try await desk.token(account, Self.own) }
        await arrived.wait()
        asker.cancel()
        #expect(await failure { _ = try await asker.value } == .cancelled)
        let before = desk.provider.tokenRequests.count
        await Self.finish(desk, release)
        #expect(await failure { _ = try await desk.token(other) } == .cancelled)
        #expect(desk.provider.tokenRequests.count == before)
        let restarted = desk.restarted()
        for account in [account, other] { _ = try await restarted.token(account) }
    }

    @Test("lets those who stand in line ask nobody any more")
    func line() async throws {
        let first = Desk()
        let app = try await first.service.apps.register(Desk.outlook)
        var accounts: [AccountID] = []
        for index in 0..<9 {
            first.provider.behave { $0.claims = ["oid": .string("aaaaaaaa-bbbb-cccc-dddd-\(100_000_000_000 + index)")] }
            let invitation = try await first.begin(app)
            accounts.append(try await first.complete(invitation, code: first.provider.consent(invitation.url)).account)
        }
        let (desk, arrived, release) = (first.restarted(), Gate(), Gate())
        Self.hold(desk, arrived, release)
        let before = desk.provider.tokenRequests.count
        await withTaskGroup(of: Void.self) { group in
            for account in accounts { group.addTask { _ = try? await desk.token(account, Self.own) } }
            await arrived.wait()
            await Self.finish(desk, release)
        }
        #expect(desk.provider.tokenRequests.count <= before + 4)
    }

    @Test("waits for the tokens of a sign-in on another device")
    func device() async throws {
        let (desk, invitation) = try await DeviceLoginTests.begun()
        desk.provider.answer(invitation.userCode, .approved)
        let (arrived, release) = (Gate(), Gate())
        Self.hold(desk, arrived, release)
        desk.clock.advance(seconds: 6)
        let asker = Task { await desk.service.pollDeviceLogins() }
        await arrived.wait()
        asker.cancel()
        await asker.value
        await Self.finish(desk, release)
        #expect(desk.store.contents.grants.count == 1)
    }

    @Test("waits for what a code is redeemed for, though whoever brought it is gone")
    func code() async throws {
        let desk = Desk()
        let invitation = try await desk.begin(try await desk.service.apps.register(Desk.outlook))
        let (arrived, release) = (Gate(), Gate())
        Self.hold(desk, arrived, release)
        let asker = Task { try await desk.complete(invitation, code: desk.provider.consent(invitation.url)) }
        await arrived.wait()
        asker.cancel()
        #expect(await failure { _ = try await asker.value } == .cancelled)
        await Self.finish(desk, release)
        #expect(desk.store.contents.grants.count == 1)
    }

    @Test("writes a rotated token that could not be written before")
    func unsaved() async throws {
        let (desk, account) = try await TokenTests.restartedDesk { $0.rotation = .strict }
        desk.store.allowWrites(0)
        #expect(await failure { _ = try await desk.token(account) } == .storage("cut off"))
        desk.store.allowWrites(.max)
        await desk.service.finish(until: .after(.seconds(3_600)))
        _ = try await desk.restarted().token(account)
    }
}
