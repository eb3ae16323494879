internal import NIOCore
internal import Synchronization

/// One connection of a protocol of lines. One task reads at a time; any may write.
///
/// Nothing is read while nobody asks, so that a client which only sends finds its own writes blocked.
package final class LineConnection: Sendable {
    typealias Answer = Result<[UInt8], ConnectionEnd>

    private struct State {
        var input = LineBuffer()
        var waiter: (demand: LineDemand, continuation: CheckedContinuation<Answer, Never>)?
        /// Why no more input will come.
        var end: ConnectionEnd?
        var isStopping = false
        var isSecure: Bool

        /// Input first: what came before the end counts.
        mutating func answer(to demand: LineDemand) -> Answer? {
            if let next = input.next(demand) { return next }
            if let end { return .failure(end) }
            return isStopping ? .failure(.stopping) : nil
        }

        /// The waiter, when it need wait no longer.
        mutating func takeAnswered() -> (CheckedContinuation<Answer, Never>, Answer)? {
            guard let waiter, let answer = answer(to: waiter.demand) else { return nil }
            self.waiter = nil
            return (waiter.continuation, answer)
        }
    }

    /// The other side's address, for a log.
    package let peer: String
    private let transport: any LineTransport
    private let state: Mutex<State>

    package init(transport: any LineTransport, peer: String, isSecure: Bool) {
        self.transport = transport
        self.peer = peer
        state = Mutex(State(isSecure: isSecure))
    }

    package var isSecure: Bool { state.withLock { $0.isSecure } }

    /// The next line, without its CRLF. One with more than `limit` bytes throws `tooLong`, and reading may go on after it.
    package func line(limit: Int) async throws(ConnectionEnd) -> [UInt8] { try await next(.line(limit: limit)) }

    /// Exactly `count` bytes, which the caller has bounded.
    package func bytes(_ count: Int) async throws(ConnectionEnd) -> [UInt8] {
        count > 0 ? try await next(.bytes(count)) : []
    }

    /// The same from a client that has said it all within `patience`; from others throws `silent`.
    package func line(limit: Int, within patience: Duration) async throws(ConnectionEnd) -> [UInt8] {
        try await next(.line(limit: limit), within: patience)
    }

    package func bytes(_ count: Int, within patience: Duration) async throws(ConnectionEnd) -> [UInt8] {
        count > 0 ? try await next(.bytes(count), within: patience) : []
    }

    /// Returns once the bytes have left this process.
    package func send(_ bytes: [UInt8]) async throws(ConnectionEnd) {
        if !bytes.isEmpty { try await transport.write(bytes) }
    }

    /// Says `readiness`, and goes on with TLS. Throws `plaintextBehindStartTLS`, with nothing said, when more input has come
    /// already; the connection has to be dropped then. A handshake that fails is the end that the next read throws.
    package func startTLS(saying readiness: [UInt8] = []) async throws(ConnectionEnd) {
        try await transport.startTLS(saying: readiness) { self.state.withLock { $0.input.isEmpty } }
        state.withLock { $0.isSecure = true }
    }

    /// Ends it at once, as a network that fails would.
    package func drop() {
        ended(.closed)
        transport.drop()
    }

    /// Ends it in good order; the last one to do so is whoever served it.
    package func close() async {
        ended(.closed)
        await transport.close()
    }

    /// Makes whoever waits for input, now or later, throw `stopping`.
    package func stop() {
        wake { $0.isStopping = true }
    }

    private func next(_ demand: LineDemand) async throws(ConnectionEnd) -> [UInt8] {
        if let ready = state.withLock({ $0.answer(to: demand) }) { return try ready.get() }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(for: demand, $0) }
        } onCancel: {
            interrupt()
        }
        return try answer.get()
    }

    private func next(_ demand: LineDemand, within patience: Duration) async throws(ConnectionEnd) -> [UInt8] {
        // Most of what is asked for has come already.
        if let ready = state.withLock({ $0.answer(to: demand) }) { return try ready.get() }
        let answer = await withTaskGroup(of: Answer.self) { group in
            group.addTask {
                do throws(ConnectionEnd) { return .success(try await self.next(demand)) } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                do { try await Task.sleep(for: patience) } catch { return .failure(.stopping) }
                return .failure(.silent)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.stopping)
        }
        return try answer.get()
    }

    private func wait(for demand: LineDemand, _ continuation: CheckedContinuation<Answer, Never>) {
        let answer = state.withLock { state -> Answer? in
            if let answer = state.answer(to: demand) { return answer }
            guard !Task.isCancelled else { return .failure(.stopping) }
            precondition(state.waiter == nil, "one task reads at a time")
            state.waiter = (demand, continuation)
            return nil
        }
        if let answer { continuation.resume(returning: answer) } else { transport.readMore() }
    }

    private func interrupt() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.continuation.resume(returning: .failure(.stopping))
    }

    private func wake(_ change: (inout sending State) -> Void) {
        let answered = state.withLock { state in
            change(&state)
            return state.takeAnswered()
        }
        if let (continuation, answer) = answered { continuation.resume(returning: answer) }
    }
}

/// For the transport.
extension LineConnection {
    /// Somebody waits, and what came so far is not enough.
    var isWaiting: Bool { state.withLock { $0.waiter != nil } }

    func received(_ input: ByteBuffer) { wake { $0.input.append(input) } }

    /// For a transport that is no channel.
    package func received(_ input: [UInt8]) { received(ByteBuffer(bytes: input)) }

    /// No more input will come. The first reason counts.
    package func ended(_ end: ConnectionEnd) { wake { $0.end = $0.end ?? end } }
}
