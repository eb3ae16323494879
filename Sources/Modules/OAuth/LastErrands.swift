internal import Domain
internal import Synchronization

/// Counts what must not be cut off: requests for something that a provider gives but once, a rotated refresh token or what a
/// code is good for, until that was kept. Who stops waits for these, and lets nobody else set out.
final class LastErrands: Sendable {
    private struct State {
        var underWay = 0
        var isOver = false
    }
    private let state = Mutex(State())
    private let returned = Outcome<Void>()

    /// Whether nobody may set out any more.
    var isOver: Bool { state.withLock(\.isOver) }

    /// False when it is too late. Else `comeBack` has to follow, whatever happens.
    func setOut() -> Bool {
        state.withLock { state in
            guard !state.isOver else { return false }
            state.underWay += 1
            return true
        }
    }

    func comeBack() {
        let isLast = state.withLock { state in
            state.underWay -= 1
            return state.isOver && state.underWay == 0
        }
        if isLast { returned.settle(()) }
    }

    /// Lets nobody set out from now on, and waits for those who have. False when not all of them came back in time.
    func end(until deadline: Deadline) async -> Bool {
        let isEmpty = state.withLock { state in
            state.isOver = true
            return state.underWay == 0
        }
        if isEmpty { return true }
        if case .settled = await returned.wait(until: deadline, ignoringCancellation: true) { return true }
        return false
    }
}
