import Domain
import Mail
import TestSupport
import Testing

@testable import Graph

@Suite("The gate of a mailbox")
struct GateTests {
    private static let soon = Deadline.after(.seconds(3_600))

    @Test("lets in what there is room for, in order, and a batch with as many members as there is room for")
    func order() async throws {
        let gate = GraphGate(capacity: 4)
        #expect(try await gate.enter(.batch(upTo: 9), until: Self.soon) == 4)
        let log = Log()
        var tasks: [Task<Void, any Error>] = []
        let loads: [(String, GraphLoad)] = [("a", .call), ("b", .batch(upTo: 3)), ("c", .call), ("d", .call)]
        for (name, load) in loads {
            tasks.append(
                Task {
                    let places = try await gate.enter(load, until: Self.soon)
                    await log.add("\(name)\(places)")
                })
            await gate.waits(tasks.count)
        }
        gate.leave(.call, places: 1)
        try await tasks[0].value
        gate.leave(.batch(upTo: 9), places: 2)
        try await tasks[1].value
        #expect(await log.names == ["a1", "b2"])
        #expect(gate.waitingCount == 2)
        gate.leave(.batch(upTo: 9), places: 1)
        try await tasks[2].value
        gate.leave(.call, places: 1)
        try await tasks[3].value
        #expect(await log.names == ["a1", "b2", "c1", "d1"])
    }

    @Test("keeps one place from downloads, and makes nobody else wait behind one", arguments: [2, 4])
    func downloads(capacity: Int) async throws {
        let gate = GraphGate(capacity: capacity)
        for _ in 1..<capacity { #expect(try await gate.enter(.download, until: Self.soon) == 1) }
        let further = Task { try await gate.enter(.download, until: Self.soon) }
        await gate.waits(1)
        for load in [GraphLoad.call, .batch(upTo: 20), .call] {
            #expect(try await gate.enter(load, until: Self.soon) == 1)
            gate.leave(load, places: 1)
        }
        #expect(gate.waitingCount == 1)
        gate.leave(.download, places: 1)
        #expect(try await further.value == 1)
    }

    @Test("has room for a download where there is only one place")
    func single() async throws {
        let gate = GraphGate(capacity: 1)
        #expect(try await gate.enter(.download, until: Self.soon) == 1)
        await #expect(throws: MailError.timedOut) { try await gate.enter(.call, until: .after(.zero)) }
        gate.leave(.download, places: 1)
        #expect(try await gate.enter(.call, until: .after(.zero)) == 1)
    }

    @Test("lets the next ones in when one in front of them gives up", arguments: [true, false])
    func givingUp(byCancellation: Bool) async throws {
        let gate = GraphGate(capacity: 1)
        _ = try await gate.enter(.call, until: Self.soon)
        let first = Task { () -> MailError? in
            do throws(MailError) {
                _ = try await gate.enter(.call, until: byCancellation ? Self.soon : .after(.milliseconds(1)))
                return nil
            } catch {
                return error
            }
        }
        if byCancellation {
            await gate.waits(1)
            first.cancel()
        }
        #expect(await first.value == (byCancellation ? .cancelled : .timedOut))
        gate.leave(.call, places: 1)
        #expect(try await gate.enter(.call, until: Self.soon) == 1)
    }

    @Test("keeps its count through a storm of comers and goers")
    func storm() async throws {
        let gate = GraphGate(capacity: 4)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let load = [GraphLoad.call, .download, .batch(upTo: 3), .batch(upTo: 20)][index % 4]
                    let deadline = index % 3 == 0 ? Deadline.after(.zero) : Self.soon
                    guard let places = try? await gate.enter(load, until: deadline) else { return }
                    await Task.yield()
                    gate.leave(load, places: places)
                }
            }
        }
        for _ in 0..<3 { #expect(try await gate.enter(.download, until: Self.soon) == 1) }
        #expect(try await gate.enter(.batch(upTo: 20), until: Self.soon) == 1)
    }

    private actor Log {
        private(set) var names: [String] = []
        func add(_ name: String) { names.append(name) }
    }
}

extension GraphGate {
    /// Returns when so many wait.
    func waits(_ count: Int) async {
        while waitingCount < count { await Task.yield() }
    }
}
