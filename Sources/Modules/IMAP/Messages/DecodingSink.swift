internal import MIME
internal import Mail
internal import Synchronization

/// Undoes a transfer encoding on the way to another sink.
final class DecodingSink: ContentSink {
    private let target: any ContentSink
    private let decoder: Mutex<TransferDecoder>
    /// Set once the target may have seen something, so that nothing can begin anew.
    let started = StartMark()

    /// Without an encoding everything passes as it is.
    init(_ target: any ContentSink, encoding: String? = nil) {
        self.target = target
        self.decoder = Mutex(TransferDecoder(encoding: encoding))
    }

    func write(_ bytes: [UInt8]) async throws(MailError) {
        started.set()
        try await pass(decoder.withLock { $0.decode(bytes) })
    }

    /// Gives out what was held back.
    func finish() async throws(MailError) {
        try await pass(decoder.withLock { $0.finish() })
    }

    private func pass(_ bytes: [UInt8]) async throws(MailError) {
        if !bytes.isEmpty { try await target.write(bytes) }
    }
}
