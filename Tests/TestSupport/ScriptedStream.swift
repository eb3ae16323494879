package import Domain
package import Transport

/// A connection in memory whose other end follows a script. What the client writes is compared with the script; a
/// difference is kept in `problems` and ends the connection, so that no test hangs.
package actor ScriptedStream: ByteStream {
    private var steps: ArraySlice<ScriptStep>
    /// The most bytes that one read gives, whatever the client asks: 1 feeds byte by byte.
    private let pieceSize: Int
    private var received: [UInt8] = []
    private var outgoing: [UInt8] = []
    private var sentCount = 0
    private var tags: [String] = []
    private var end: End?
    private var reader: CheckedContinuation<Result<[UInt8], TransportError>, Never>?
    private var readerMaximum = 0
    private var isWaitingForGate = false
    private var finishedWaiters: [CheckedContinuation<Void, Never>] = []

    /// Each line and each block of bytes that was expected and came.
    package private(set) var transcript: [String] = []
    /// What went against the script.
    package private(set) var problems: [String] = []
    /// Whether the client closed.
    package private(set) var isClosedByClient = false

    /// Until when the last read might have waited.
    package private(set) var readDeadline: Deadline?

    private enum End {
        case closed
        case failed(TransportError)
    }

    package init(_ steps: [ScriptStep], pieceSize: Int = .max) {
        self.steps = steps[...]
        self.pieceSize = pieceSize
    }

    /// Whether every step was taken and the client said nothing beyond them.
    package var isFinished: Bool { steps.isEmpty && received.isEmpty && problems.isEmpty }

    /// Returns when the last step was taken, or something went wrong, or the client closed.
    package func finished() async {
        advance()
        guard !steps.isEmpty, problems.isEmpty, !isClosedByClient else { return }
        await withCheckedContinuation { finishedWaiters.append($0) }
    }

    package func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8] {
        advance()
        readDeadline = deadline
        readerMaximum = maximum
        if let ready = next() { return try ready.get() }
        guard reader == nil else { return try refuse("two readers at a time") }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<[UInt8], TransportError>, Never>) in
                if Task.isCancelled {
                    continuation.resume(returning: .failure(.cancelled))
                } else {
                    reader = continuation
                }
            }
        } onCancel: {
            Task { await self.cancelRead() }  // a handler cannot wait
        }
        return try result.get()
    }

    package func write(_ bytes: [UInt8], until deadline: Deadline) async throws(TransportError) {
        if isClosedByClient { throw .closed("closed by the client") }
        received += bytes
        advance()
    }

    package func close() async {
        isClosedByClient = true
        wake(.failure(.closed("closed by the client")))
        wakeFinished()
    }

    private func cancelRead() { wake(.failure(.cancelled)) }

    /// What a read can have now; nil when it has to wait.
    private func next() -> Result<[UInt8], TransportError>? {
        if isClosedByClient { return .failure(.closed("closed by the client")) }
        if sentCount < outgoing.count {
            let count = min(readerMaximum, pieceSize, outgoing.count - sentCount)
            defer { sentCount += count }
            return .success(Array(outgoing[sentCount..<sentCount + count]))
        }
        switch end {
        case .closed: return .success([])
        case .failed(let error): return .failure(error)
        // Nobody would ever answer. A server that is to be silent has a gate as its last step.
        case nil: return steps.isEmpty && !isWaitingForGate ? .failure(.closed("the script is over")) : nil
        }
    }

    /// Takes every step that can be taken now.
    private func advance() {
        while end == nil, !isWaitingForGate, let step = steps.first, take(step) { steps.removeFirst() }
        if steps.isEmpty || !problems.isEmpty { wakeFinished() }
        if reader != nil, let ready = next() { wake(ready) }
    }

    /// False when the step has to wait.
    private func take(_ step: ScriptStep) -> Bool {
        switch step {
        case .expect(let text): return takeLine { $0 == text }
        case .expectPrefix(let text): return takeLine { $0.hasPrefix(text) }
        case .expectBytes(let bytes): return takeBytes(bytes)
        case .send(let text): outgoing += Array(filled(text).utf8)
        case .sendBytes(let bytes): outgoing += bytes
        case .wait(let gate):
            isWaitingForGate = true
            Task {  // the script goes on when the gate opens, whoever opens it
                await gate.wait()
                self.gateOpened()
            }
        case .failRead(let error): end = .failed(error)
        case .close: end = .closed
        }
        return true
    }

    private func gateOpened() {
        isWaitingForGate = false
        advance()
    }

    private func takeLine(_ matches: (String) -> Bool) -> Bool {
        guard let lineEnd = received.firstIndex(of: UInt8(ascii: "\n")) else { return false }
        let line = String(decoding: received[..<lineEnd], as: UTF8.self).replacing("\r", with: "")
        received.removeSubrange(...lineEnd)
        let tag = String(line.prefix { $0 != " " })
        guard matches(line) || matches("{tag}" + line.dropFirst(tag.count)) else {
            problem("instead of \(steps.first.map { "\($0)" } ?? "nothing") came: \(line)")
            return false
        }
        tags.insert(tag, at: 0)
        transcript.append(line)
        return true
    }

    private func takeBytes(_ bytes: [UInt8]) -> Bool {
        guard received.starts(with: bytes.prefix(received.count)) else {
            problem("instead of the expected bytes came: \(String(decoding: received, as: UTF8.self))")
            return false
        }
        guard received.count >= bytes.count else { return false }
        received.removeFirst(bytes.count)
        transcript.append(String(decoding: bytes, as: UTF8.self))
        return true
    }

    private func filled(_ text: String) -> String {
        var text = text
        for (age, tag) in tags.enumerated() { text.replace(age == 0 ? "{tag}" : "{tag-\(age)}", with: tag) }
        return text
    }

    private func problem(_ text: String) {
        problems.append(text)
        end = .failed(.closed("off the script: \(text)"))
    }

    private func refuse(_ text: String) throws(TransportError) -> [UInt8] {
        problem(text)
        throw .closed(text)
    }

    private func wake(_ result: Result<[UInt8], TransportError>) {
        reader?.resume(returning: result)
        reader = nil
    }

    private func wakeFinished() {
        for waiter in finishedWaiters { waiter.resume() }
        finishedWaiters = []
    }
}
