import Broker
import Domain
import JSON
import OAuth
import Synchronization
import TestSupport
import Testing
import Transport

@Suite("What the daemon refreshes by itself")
struct LoginLineTests {
    /// Holds all token requests up until it is told to let them go, and counts them.
    private final class Doorman: Sendable {
        private let state = Mutex((inside: 0, most: 0, all: 0, waiting: [(Int, Gate)]()))
        private let release = Gate()

        var most: Int { state.withLock { $0.most } }
        var all: Int { state.withLock { $0.all } }

        func pass() async {
            let arrived = state.withLock { state in
                state.inside += 1
                state.all += 1
                state.most = max(state.most, state.inside)
                return state.waiting.filter { $0.0 <= state.all }.map(\.1)
            }
            for gate in arrived { await gate.open() }
            await release.wait()
            state.withLock { $0.inside -= 1 }
        }

        /// Returns when so many requests have come.
        func arrived(_ count: Int) async {
            let gate = Gate()
            let isThere = state.withLock { state in
                if state.all >= count { return true }
                state.waiting.append((count, gate))
                return false
            }
            if !isThere { await gate.wait() }
        }

        func letAllIn() async { await release.open() }
    }

    /// So many accounts of one app whose tokens have all ended.
    private func desk(_ count: Int, _ doorman: Doorman) async throws -> (Desk, [AccountID]) {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        var accounts: [AccountID] = []
        for index in 0..<count {
            let subject = "aaaaaaaa-bbbb-cccc-dddd-\(String(100_000_000_000 + index))"
            desk.provider.behave {
                $0.claims = ["oid": .string(subject), "preferred_username": .string("u\(index)@contoso.example")]
            }
            let invitation = try await desk.begin(app)
            accounts.append(try await desk.complete(invitation, code: desk.provider.consent(invitation.url)).account)
        }
        desk.provider.behave {
            $0.intercept = { _ in
                await doorman.pass()
                return nil
            }
        }
        return (desk.restarted(), accounts)
    }

    @Test("asks a login host for four accounts at a time, and for all in the end")
    func limit() async throws {
        let doorman = Doorman()
        let (desk, accounts) = try await desk(100, doorman)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for account in accounts {
                group.addTask { _ = try await desk.token(account, TokenDemand(resource: .mail, isBackground: true)) }
            }
            await doorman.arrived(4)
            await doorman.letAllIn()
            try await group.waitForAll()
        }
        #expect(doorman.most == 4)
        #expect(doorman.all == 100)
    }

    @Test("lets everybody pass who is waited for, also for an account that stands in line already")
    func waitedFor() async throws {
        let doorman = Doorman()
        let (desk, accounts) = try await desk(12, doorman)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for account in accounts.prefix(10) {
                group.addTask { _ = try await desk.token(account, TokenDemand(resource: .mail, isBackground: true)) }
            }
            await doorman.arrived(4)
            // All of them are let in though nobody leaves: those in line, and those that never stood there.
            for account in accounts { group.addTask { _ = try await desk.token(account) } }
            await doorman.arrived(12)
            await doorman.letAllIn()
            try await group.waitForAll()
        }
        #expect(doorman.all == 12)
    }

    @Test("does not keep a new sign-in waiting, nor a removal")
    func changes() async throws {
        let doorman = Doorman()
        let (desk, accounts) = try await desk(6, doorman)
        await withTaskGroup(of: Void.self) { group in
            for account in accounts {
                group.addTask { _ = try? await desk.token(account, TokenDemand(resource: .mail, isBackground: true)) }
            }
            await doorman.arrived(4)
            for account in accounts { group.addTask { try? await desk.service.forget(account) } }
            await doorman.arrived(6)
            await doorman.letAllIn()
        }
        #expect(desk.store.contents.grants.isEmpty)
    }
}
