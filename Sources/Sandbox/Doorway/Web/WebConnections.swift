internal import NIOCore
internal import Synchronization

/// The HTTP clients that are connected, and how many requests are being answered.
final class WebConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var busy = 0
        /// Sleeps through the grace of `finish`; woken when nobody is busy.
        var patience: Task<Void, Never>?
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
    func ended() {
        state.withLock { state in
            state.busy -= 1
            if state.busy == 0 { state.patience?.cancel() }
        }
    }

    /// Closes all: as soon as nothing is being answered, or when the time is over.
    func finish(within grace: Duration) async {
        let patience = Task { _ = try? await Task.sleep(for: grace) }
        state.withLock { state in
            state.patience = patience
            if state.busy == 0 { patience.cancel() }
        }
        await withTaskCancellationHandler {
            await patience.value
        } onCancel: {
            patience.cancel()
        }
        let open = state.withLock { Array($0.channels.values) }
        await withDiscardingTaskGroup { group in
            for channel in open { group.addTask { await channel.part() } }
        }
    }
}
