import Domain
import Mail
import TestSupport
import Testing

@Suite("The gate in front of an account")
struct AccountGateTests {
    @Test("turns away who comes when all places are taken, and lets the others in by and by")
    func full() async throws {
        let gate = AccountGate(running: 1, waiting: 1)
        let entered = Gate()
        let leave = Gate()
        let first = Task {
            await failure { () throws(MailError) in
                try await gate.run(until: Fixture.later) {
                    await entered.open()
                    await leave.wait()
                }
            }
        }
        await entered.wait()
        // One of these finds the only place to wait taken by the other, whichever comes first.
        let endings = AsyncStream<MailError?>.makeStream()
        for _ in 0..<2 {
            Task {
                let ending = await failure { () throws(MailError) in try await gate.run(until: Fixture.later) {} }
                endings.continuation.yield(ending)
            }
        }
        var iterator = endings.stream.makeAsyncIterator()
        let refused = await iterator.next()
        guard case .unavailable = refused else {
            Issue.record("not refused: \(String(describing: refused))")
            return
        }
        await leave.open()
        #expect(await iterator.next() == .some(nil))
        #expect(await first.value == nil)
        #expect(await failure { () throws(MailError) in try await gate.run(until: Fixture.later) {} } == nil)
    }

    @Test("does not keep anybody beyond a deadline or a cancellation, and forgets who has gone")
    func leaving() async throws {
        let gate = AccountGate(running: 1, waiting: 2)
        let entered = Gate()
        let leave = Gate()
        let first = Task {
            await failure { () throws(MailError) in
                try await gate.run(until: Fixture.later) {
                    await entered.open()
                    await leave.wait()
                }
            }
        }
        await entered.wait()
        for _ in 0..<10 {
            let late = await failure { () throws(MailError) in try await gate.run(until: Fixture.passed) {} }
            #expect(late == .timedOut)
            let task = Task {
                await failure { () throws(MailError) in try await gate.run(until: Fixture.later) {} }
            }
            task.cancel()
            #expect(await task.value == .cancelled)
        }
        await leave.open()
        #expect(await first.value == nil)
        #expect(await failure { () throws(MailError) in try await gate.run(until: Fixture.later) {} } == nil)
    }

    @Test("lets a thousand through, never more than its number at once")
    func many() async {
        let gate = AccountGate(running: 3, waiting: 1_000)
        let counter = Counter()
        await withDiscardingTaskGroup { group in
            for _ in 0..<1_000 {
                group.addTask {
                    let ending = await failure { () throws(MailError) in
                        try await gate.run(until: Fixture.later) {
                            await counter.enter()
                            await Task.yield()
                            await counter.leave()
                        }
                    }
                    #expect(ending == nil)
                }
            }
        }
        #expect(await counter.most <= 3)
        #expect(await counter.total == 1_000)
    }

    private actor Counter {
        var now = 0
        var most = 0
        var total = 0
        func enter() {
            now += 1
            total += 1
            most = max(most, now)
        }
        func leave() { now -= 1 }
    }
}
