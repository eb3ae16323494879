import Synchronization
import Tenant

/// How many connections each mailbox has, and when it sent.
final class SMTPRegister: Sendable {
    private struct State {
        var connections: [GUID: Int] = [:]
        /// When each message of the last minute went, and those that wait will; ascending, in Unix seconds.
        var messages: [GUID: [Double]] = [:]
    }
    private let state = Mutex(State())

    /// False when the mailbox has as many as it may.
    func enter(_ mailbox: GUID, limit: Int) -> Bool {
        state.withLock { state in
            guard state.connections[mailbox, default: 0] < limit else { return false }
            state.connections[mailbox, default: 0] += 1
            return true
        }
    }

    func leave(_ mailbox: GUID) {
        state.withLock { state in
            let left = state.connections[mailbox, default: 1] - 1
            state.connections[mailbox] = left > 0 ? left : nil
        }
    }

    /// When one more message of this mailbox may go, at most `longest` seconds from now; counts it for then.
    func turn(of mailbox: GUID, perMinute: Int, longest: Int, at now: Double) -> Double {
        state.withLock { state in
            // Beyond what can wait, somebody turned the clock back.
            var times = (state.messages[mailbox] ?? []).filter { $0 > now - 60 && $0 <= now + Double(longest) }
            let isFull = perMinute > 0 && times.count >= perMinute
            let turn = isFull ? min(max(now, times[times.count - perMinute] + 60), now + Double(longest)) : now
            times.append(turn)
            state.messages[mailbox] = times.sorted()
            return turn
        }
    }
}
