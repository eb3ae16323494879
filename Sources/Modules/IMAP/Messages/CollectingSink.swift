internal import Mail
internal import Synchronization

/// Keeps content in memory, up to a bound.
final class CollectingSink: ContentSink {
    private let limit: Int
    private let collected = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    var bytes: [UInt8] { collected.withLock { $0 } }

    func write(_ bytes: [UInt8]) async throws(MailError) {
        let fits = collected.withLock { collected in
            guard collected.count + bytes.count <= limit else { return false }
            collected += bytes
            return true
        }
        guard fits else { throw .tooLarge("the message is larger than \(limit) bytes") }
    }
}
