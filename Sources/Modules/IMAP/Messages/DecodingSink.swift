internal import MIME
internal import Mail
internal import Synchronization

/// Undoes a transfer encoding on the way to another sink, and knows whether anything came.
final class DecodingSink: ContentSink {
    private struct State {
        var decoder: TransferDecoder
        var hasStarted = false
    }
    private let target: any ContentSink
    private let state: Mutex<State>

    /// Without an encoding everything passes as it is.
    init(_ target: any ContentSink, encoding: String? = nil) {
        self.target = target
        self.state = Mutex(State(decoder: TransferDecoder(encoding: encoding)))
    }

    /// Whether the target has seen something, so that nothing can begin anew.
    var hasStarted: Bool { state.withLock { $0.hasStarted } }

    func write(_ bytes: [UInt8]) async throws(MailError) {
        try await pass(
            state.withLock { state in
                state.hasStarted = true
                return state.decoder.decode(bytes)
            })
    }

    /// Gives out what was held back.
    func finish() async throws(MailError) {
        try await pass(state.withLock { $0.decoder.finish() })
    }

    private func pass(_ bytes: [UInt8]) async throws(MailError) {
        if !bytes.isEmpty { try await target.write(bytes) }
    }
}
