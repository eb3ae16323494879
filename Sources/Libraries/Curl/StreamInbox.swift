internal import Domain
internal import Synchronization
internal import Transport

/// What a stream has received and nobody has read yet, shared between the loop, which fills it ahead of the reader, and
/// the reader, which mostly finds its bytes here without asking the loop.
final class StreamInbox: Sendable {
    typealias Reading = Result<[UInt8], TransportError>

    /// How far the loop reads ahead. Enough that a fast server rarely waits for a reader on another thread.
    static let capacity = 256 << 10

    private struct Reader {
        let id: UInt64
        let maximum: Int
        let deadline: Deadline
        let continuation: CheckedContinuation<Reading, Never>
    }
    private struct State {
        var bytes: [UInt8] = []
        var start = 0
        /// Why no more will come; empty bytes are the end of input.
        var ending: Reading?
        var reader: Reader?
        var lastReader: UInt64 = 0
        /// The loop stopped reading because this is full.
        var isPaused = false
        /// When the loop looks at the reader's deadline next.
        var alarm: ContinuousClock.Instant?

        var count: Int { bytes.count - start }
    }
    private let state = Mutex(State())

    // MARK: - The reader's side

    /// What the loop has to be told after a read was begun or made room.
    enum Wish {
        case nothing, resume
        case alarm(Deadline)
    }

    /// What can be had without waiting.
    func takeReady(atMost maximum: Int) -> (Reading?, Wish) {
        state.withLock { Self.takeReady(&$0, maximum) }
    }

    /// A number for a reader that is about to wait.
    func nextReader() -> UInt64 {
        state.withLock { state in
            state.lastReader += 1
            return state.lastReader
        }
    }

    /// Waits, unless something came in between.
    func wait(
        _ id: UInt64, atMost maximum: Int, until deadline: Deadline, isCancelled: Bool,
        _ continuation: CheckedContinuation<Reading, Never>
    ) -> Wish {
        let (ready, wish): (Reading?, Wish) = state.withLock { state in
            if isCancelled { return (.failure(.cancelled), .nothing) }
            let (ready, wish) = Self.takeReady(&state, maximum)
            if let ready { return (ready, wish) }
            precondition(state.reader == nil, "one reader at a time")
            state.reader = Reader(id: id, maximum: maximum, deadline: deadline, continuation: continuation)
            if let alarm = state.alarm, alarm <= deadline.instant { return (nil, .nothing) }
            state.alarm = deadline.instant
            return (nil, .alarm(deadline))
        }
        if let ready { continuation.resume(returning: ready) }
        return wish
    }

    func cancel(_ id: UInt64) {
        let reader = state.withLock { state in state.reader?.id == id ? Self.takeReader(&state) : nil }
        reader?.continuation.resume(returning: .failure(.cancelled))
    }

    // MARK: - The loop's side

    /// How many bytes more are wanted; below `needed` the inbox counts as paused until a reader makes room.
    func room(for needed: Int = 1) -> Int {
        state.withLock { state in
            let room = max(0, Self.capacity - state.count)
            state.isPaused = room < needed
            return room
        }
    }

    func deliver(_ bytes: UnsafeRawBufferPointer) {
        wake { state in
            // What was read must go, though a reader that is always a little behind never empties this.
            if state.start == state.bytes.count || state.start >= Self.capacity {
                state.bytes.removeFirst(state.start)
                state.start = 0
            }
            unsafe state.bytes.append(contentsOf: bytes)
        }
    }

    /// Nothing comes after what was delivered. Only the first call counts.
    func finish(_ ending: Reading) {
        wake { if $0.ending == nil { $0.ending = ending } }
    }

    /// The stream was closed on this side: what was delivered is not wanted any more.
    func abandon(_ error: TransportError) {
        wake { state in
            state.bytes = []
            state.start = 0
            state.ending = .failure(error)
        }
    }

    /// Fails the reader whose deadline has passed; answers when to look again.
    func alarm() -> ContinuousClock.Instant? {
        let (late, next): (Reader?, ContinuousClock.Instant?) = state.withLock { state in
            state.alarm = nil
            guard let reader = state.reader else { return (nil, nil) }
            if reader.deadline.hasPassed { return (Self.takeReader(&state), nil) }
            state.alarm = reader.deadline.instant
            return (nil, state.alarm)
        }
        late?.continuation.resume(returning: .failure(.timedOut))
        return next
    }

    private func wake(_ change: (inout State) -> Void) {
        let woken: (Reader, Reading)? = state.withLock { state in
            change(&state)
            guard let reader = state.reader, let reading = Self.next(&state, reader.maximum) else { return nil }
            state.reader = nil
            return (reader, reading)
        }
        if let (reader, reading) = woken { reader.continuation.resume(returning: reading) }
    }

    private static func takeReady(_ state: inout State, _ maximum: Int) -> (Reading?, Wish) {
        guard let reading = next(&state, maximum) else { return (nil, .nothing) }
        guard state.isPaused, state.count < capacity / 2 else { return (reading, .nothing) }
        state.isPaused = false
        return (reading, .resume)
    }

    private static func takeReader(_ state: inout State) -> Reader? {
        defer { state.reader = nil }
        return state.reader
    }

    private static func next(_ state: inout State, _ maximum: Int) -> Reading? {
        guard state.count > 0 else { return state.ending }
        if state.start == 0, state.count <= maximum {
            defer { state.bytes = [] }
            return .success(state.bytes)
        }
        let end = min(state.start + max(1, maximum), state.bytes.count)
        defer { state.start = end }
        return .success(Array(state.bytes[state.start..<end]))
    }
}
