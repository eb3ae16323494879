internal import JSON
internal import Synchronization

/// One connection: lines in, answers out (`proto-docs/framing.md`).
///
/// Requests run concurrently, each in one task, and are answered as they finish. The tasks are unstructured because
/// lines come from an event loop's callbacks; the session knows them all, and cancels them when the connection ends.
package final class RPCSession: Sendable {
    private struct Guarded {
        var state: SessionState
        /// Somebody looks at lines and writes outputs already: whoever comes meanwhile only leaves work behind.
        var isPumping = false
    }

    let server: RPCServer
    let caller: any Sendable
    private let output: any RPCOutput
    private let guarded: Mutex<Guarded>

    package init(_ server: RPCServer, caller: any Sendable, output: any RPCOutput) {
        self.server = server
        self.caller = caller
        self.output = output
        guarded = Mutex(Guarded(state: SessionState(limit: server.limits.inFlightRequests)))
    }

    // MARK: From the connection

    /// One line, without its newline.
    package func receive(line: [UInt8]) {
        update { $0.received(line) }
        pump()
    }

    /// A line was longer than allowed and has been thrown away.
    package func receiveOversizedLine() {
        let error = RPCError.tooLarge(
            "a line is at most \(server.limits.lineBytes) bytes", hint: "send less at a time")
        deliver(error, id: .null, to: .line)
        pump()
    }

    /// The caller has nothing more to say, and waits for the answers.
    package func inputEnded() {
        update { $0.inputEnded() }
        pump()
    }

    /// Nobody is there any more.
    package func disconnected() {
        let tasks = update { $0.disconnected() }
        for task in tasks { task.cancel() }
    }

    // MARK: To the connection

    @discardableResult
    func update<Result: Sendable>(_ change: (inout sending SessionState) -> sending Result) -> Result {
        guarded.withLock { change(&$0.state) }
    }

    func deliver(_ error: RPCError, id: RequestID, to destination: SessionState.Destination) {
        let answer = AnswerWriter.failure(error, id: id, correlationID: server.nextCorrelationID())
        update { $0.deliver(answer, to: destination) }
    }

    /// Looks at lines and writes outputs until neither is left. One thread at a time, in order, and without the lock,
    /// so that an output may call back.
    func pump() {
        guard
            guarded.withLock({ guarded in
                defer { guarded.isPumping = true }
                return !guarded.isPumping
            })
        else { return }
        while let work = nextWork() {
            switch work {
            case .line(let line): look(at: line)
            case .outputs(let outputs): for output in outputs { write(output) }
            }
        }
    }

    private enum Work {
        case line([UInt8])
        case outputs([SessionState.Output])
    }

    private func nextWork() -> Work? {
        guarded.withLock { guarded in
            if !guarded.state.outbox.isEmpty { return .outputs(guarded.state.takeOutputs()) }
            if let line = guarded.state.nextLine() { return .line(line) }
            guarded.state.settle()
            if !guarded.state.outbox.isEmpty { return .outputs(guarded.state.takeOutputs()) }
            guarded.isPumping = false
            return nil
        }
    }

    private func write(_ item: SessionState.Output) {
        switch item {
        case .send(let line): output.send(line)
        case .pauseReading: output.pauseReading()
        case .resumeReading: output.resumeReading()
        case .finish: output.finish()
        case .requestEnded: server.ended()
        }
    }
}
