internal import Linux
internal import Synchronization

/// Which connections there are, whether one more may come, and how much they hold of unfinished lines.
final class ConnectionRegister: Sendable {
    private struct State {
        var members: [ObjectIdentifier: ChannelConnection] = [:]
        var perUser: [UInt32: Int] = [:]
        var heldBytes = 0
        var idleWaiters: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let limits: SocketLimits

    init(limits: SocketLimits) { self.limits = limits }

    /// False when there are too many already, in all or of this user.
    func add(_ connection: ChannelConnection, of peer: Peer) -> Bool {
        state.withLock { state in
            let ofUser = state.perUser[peer.uid, default: 0]
            guard state.members.count < limits.connections, ofUser < limits.connectionsPerUser else { return false }
            state.members[ObjectIdentifier(connection)] = connection
            state.perUser[peer.uid] = ofUser + 1
            return true
        }
    }

    func remove(_ connection: ChannelConnection, of peer: Peer, holding heldBytes: Int) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard state.members.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return [] }
            state.heldBytes -= heldBytes
            let ofUser = state.perUser[peer.uid, default: 1] - 1
            state.perUser[peer.uid] = ofUser > 0 ? ofUser : nil
            guard state.members.isEmpty else { return [] }
            defer { state.idleWaiters = [] }
            return state.idleWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Accounts for more or fewer bytes of unfinished lines; false when that is more than the limit.
    func hold(_ change: Int) -> Bool {
        state.withLock { state in
            state.heldBytes += change
            return change <= 0 || state.heldBytes <= limits.unfinishedBytes
        }
    }

    var all: [ChannelConnection] { state.withLock { Array($0.members.values) } }

    /// Returns when the last connection has gone.
    func untilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if !state.members.isEmpty { state.idleWaiters.append(continuation) }
                return state.members.isEmpty
            }
            if isIdle { continuation.resume() }
        }
    }
}
