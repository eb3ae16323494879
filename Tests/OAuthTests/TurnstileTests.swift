import OAuth
import Synchronization
import TestSupport
import Testing

@Suite("A turnstile")
struct TurnstileTests {
    /// Who is inside, and how many ever were at the same time.
    private final class Room: Sendable {
        private let state = Mutex((inside: 0, most: 0))
        var most: Int { state.withLock { $0.most } }
        func enter() {
            state.withLock {
                $0.inside += 1
                $0.most = max($0.most, $0.inside)
            }
        }
        func leave() { state.withLock { $0.inside -= 1 } }
    }

    @Test("lets so many through at a time, and all in the end", arguments: [1, 3])
    func places(_ places: Int) async {
        let turnstile = Turnstile(places: places)
        let room = Room()
        await withDiscardingTaskGroup { group in
            for _ in 0..<100 {
                group.addTask {
                    await turnstile.enter()
                    room.enter()
                    await Task.yield()
                    room.leave()
                    turnstile.leave()
                }
            }
        }
        #expect(room.most <= places)
        // Nothing was lost on the way.
        #expect(await turnstile.enter(with: Turnstile.Ticket()))
    }

    @Test("lets one through who is called while he waits, without a place, and nobody loses his for it")
    func called() async {
        let turnstile = Turnstile()
        await turnstile.enter()
        let ticket = Turnstile.Ticket()
        async let waiting = turnstile.enter(with: ticket)
        ticket.call()
        #expect(await !waiting)
        async let next: Void = turnstile.enter()
        turnstile.leave()
        await next
        turnstile.leave()
        #expect(await turnstile.enter(with: Turnstile.Ticket()))
    }

    @Test("does not keep one who was called before he came")
    func calledBefore() async {
        let turnstile = Turnstile()
        await turnstile.enter()
        let ticket = Turnstile.Ticket()
        ticket.call()
        ticket.call()
        #expect(await !turnstile.enter(with: ticket))
        turnstile.leave()
    }
}
