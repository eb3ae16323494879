internal import NIOCore
internal import Synchronization

/// The HTTP clients that are connected, and how many requests are being answered.
final class WebConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var busy = 0
    }
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// False when there are enough.
    func add(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard state.channels.count < limit else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func remove(_ channel: any Channel) {
        _ = state.withLock { $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    func began() { state.withLock { $0.busy += 1 } }
    func ended() { state.withLock { $0.busy -= 1 } }

    /// Closes all: as soon as nothing is being answered, or when the time is over.
    func finish(within grace: Duration) async {
        let deadline = ContinuousClock.now + grace
        while state.withLock({ $0.busy }) > 0, ContinuousClock.now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(10))
        }
        let open = state.withLock { Array($0.channels.values) }
        await withDiscardingTaskGroup { group in
            for channel in open { group.addTask { await channel.part() } }
        }
    }
}
