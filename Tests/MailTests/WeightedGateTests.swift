import Domain
import Mail
import TestSupport
import Testing

@Suite("A gate for what has weight")
struct WeightedGateTests {
    private static let soon = Deadline.after(.seconds(3_600))

    @Test("lets in what fits together, in order, and nothing light past something heavy")
    func order() async throws {
        let gate = WeightedGate(capacity: 4, waiting: 1_000, crowded: "full")
        let log = Log()
        try await gate.enter(weight: 4, until: Self.soon)
        var tasks: [Task<Void, any Error>] = []
        for (name, weight) in [("a2", 2), ("b3", 3), ("c1", 1), ("d1", 1)] {
            tasks.append(
                Task {
                    try await gate.enter(weight: weight, until: Self.soon)
                    await log.add(name)
                })
            await gate.waits(tasks.count)
        }
        gate.leave(weight: 4)
        try await tasks[0].value
        #expect(await log.names == ["a2"], "b3 does not fit beside a2, and c1 and d1 came after it")
        gate.leave(weight: 2)
        try await tasks[1].value
        try await tasks[2].value
        #expect(await Set(log.names) == ["a2", "b3", "c1"], "d1 does not fit beside b3 and c1")
        gate.leave(weight: 3)
        try await tasks[3].value
    }

    @Test("makes whoever comes last wait behind something heavy, even where there is room")
    func noOvertaking() async throws {
        let gate = WeightedGate(capacity: 4, waiting: 1_000, crowded: "full")
        try await gate.enter(weight: 2, until: Self.soon)
        let heavy = Task { try await gate.enter(weight: 3, until: Self.soon) }
        await gate.waits(1)
        await #expect(throws: MailError.timedOut) { try await gate.enter(weight: 1, until: .after(.zero)) }
        gate.leave(weight: 2)
        try await heavy.value
    }

    @Test("lets the next ones in when one in front of them gives up", arguments: [true, false])
    func givingUp(byCancellation: Bool) async throws {
        let gate = WeightedGate(capacity: 4, waiting: 1_000, crowded: "full")
        try await gate.enter(weight: 3, until: Self.soon)
        let heavy = Task { () -> MailError? in
            do throws(MailError) {
                try await gate.enter(weight: 3, until: byCancellation ? Self.soon : .after(.milliseconds(1)))
                return nil
            } catch {
                return error
            }
        }
        if byCancellation {
            await gate.waits(1)
            heavy.cancel()
        }
        #expect(await heavy.value == (byCancellation ? .cancelled : .timedOut))
        try await gate.enter(weight: 1, until: Self.soon)
        gate.leave(weight: 1)
        gate.leave(weight: 3)
        try await gate.enter(weight: 4, until: Self.soon)
    }

    @Test("keeps its count through a storm of comers and goers")
    func storm() async throws {
        let gate = WeightedGate(capacity: 4, waiting: 1_000, crowded: "full")
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let weight = 1 + index % 4
                    let deadline = index % 3 == 0 ? Deadline.after(.zero) : Self.soon
                    guard (try? await gate.enter(weight: weight, until: deadline)) != nil else { return }
                    await Task.yield()
                    gate.leave(weight: weight)
                }
            }
        }
        try await gate.enter(weight: 4, until: Self.soon)
    }

    @Test("turns away who comes when too many wait already")
    func crowded() async throws {
        let gate = WeightedGate(capacity: 2, waiting: 1, crowded: "full")
        try await gate.enter(weight: 2, until: Self.soon)
        let next = Task { try await gate.enter(weight: 1, until: Self.soon) }
        await gate.waits(1)
        await #expect(throws: MailError.unavailable("full", retryAfterMs: 1_000)) {
            try await gate.enter(weight: 1, until: Self.soon)
        }
        gate.leave(weight: 2)
        try await next.value
    }

    private actor Log {
        private(set) var names: [String] = []
        func add(_ name: String) { names.append(name) }
    }
}

extension WeightedGate {
    /// Returns when so many wait.
    func waits(_ count: Int) async {
        while waitingCount < count { await Task.yield() }
    }
}
