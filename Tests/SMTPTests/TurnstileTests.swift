import Domain
import Mail
import Testing

@testable import SMTP

@Suite("A turnstile")
struct TurnstileTests {
    private actor Room {
        private var inside = 0
        private(set) var most = 0
        private(set) var visits = 0

        func enter() {
            inside += 1
            visits += 1
            most = max(most, inside)
        }
        func leave() { inside -= 1 }
    }

    @Test func letsOneInAtATime() async throws {
        let turnstile = Turnstile()
        let room = Room()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await turnstile.enter(until: .after(.seconds(30)))
                    await room.enter()
                    await Task.yield()
                    await room.leave()
                    turnstile.leave()
                }
            }
            try await group.waitForAll()
        }
        #expect(await room.most == 1)
        #expect(await room.visits == 50)
    }

    @Test func letsAWaiterGoAtItsDeadline() async throws {
        let turnstile = Turnstile()
        try await turnstile.enter(until: .after(.seconds(30)))
        await #expect(throws: MailError.timedOut) { try await turnstile.enter(until: .after(.milliseconds(10))) }
        turnstile.leave()
        try await turnstile.enter(until: .after(.seconds(30)))
    }

    @Test func letsAWaiterGoWithItsTask() async throws {
        let turnstile = Turnstile()
        try await turnstile.enter(until: .after(.seconds(30)))
        let waiter = Task { try await turnstile.enter(until: .after(.seconds(30))) }
        waiter.cancel()
        await #expect(throws: MailError.cancelled) { try await waiter.value }
        turnstile.leave()
        try await turnstile.enter(until: .after(.seconds(30)))
    }
}
