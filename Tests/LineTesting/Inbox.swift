internal import Synchronization

/// What one side of a dialogue has received, for a test to take piece by piece.
final class Inbox: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var hasEnded = false
        var changes = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    func append(_ bytes: [UInt8]) { change { $0.bytes += bytes } }
    func end() { change { $0.hasEnded = true } }

    /// Up to CRLF, which is left out; nil when the other side ended before.
    func line() async -> String? {
        await take { bytes in
            guard let feed = bytes.firstIndex(of: 0x0a) else { return nil }
            defer { bytes.removeFirst(feed + 1) }
            return String(decoding: bytes[..<feed].dropLast(), as: UTF8.self)
        }
    }

    /// All that comes until the other side ends.
    func rest() async -> [UInt8] {
        while await take({ _ in nil as Void? }) != nil {}
        return state.withLock { $0.bytes }
    }

    private func take<Piece>(_ piece: (inout [UInt8]) -> Piece?) async -> Piece? {
        while true {
            let (found, hasEnded, number) = state.withLock { state in
                (piece(&state.bytes), state.hasEnded, state.changes)
            }
            if found != nil || hasEnded { return found }
            await change(after: number)
        }
    }

    /// Returns at once when something came since `number`.
    private func change(after number: Int) async {
        await withCheckedContinuation { continuation in
            let mustWait = state.withLock { state in
                guard state.changes == number else { return false }
                state.waiters.append(continuation)
                return true
            }
            if !mustWait { continuation.resume() }
        }
    }

    private func change(_ body: (inout sending State) -> Void) {
        let waiters = state.withLock { state in
            body(&state)
            state.changes += 1
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
