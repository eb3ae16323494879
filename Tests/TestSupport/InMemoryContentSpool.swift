package import Domain
package import Mail
internal import Synchronization

/// Downloaded content that is gone with the process.
package actor InMemoryContentSpool: ContentSpool {
    private final class Sink: ContentSink {
        let bytes = Mutex<[UInt8]>([])
        func write(_ piece: [UInt8]) async throws(MailError) { bytes.withLock { $0 += piece } }
    }
    private var contents: [String: (account: AccountID, bytes: [UInt8])] = [:]
    package private(set) var stored = 0

    package init() {}

    package func store(
        for account: AccountID, fill: @Sendable (any ContentSink) async throws(MailError) -> Void
    ) async throws(MailError) -> SpooledContent {
        let sink = Sink()
        try await fill(sink)
        let bytes = sink.bytes.withLock { $0 }
        stored += 1
        contents["content-\(stored)"] = (account, bytes)
        return SpooledContent(id: "content-\(stored)", size: bytes.count)
    }

    package func content(_ id: String, for account: AccountID) throws(MailError) -> SpooledContent {
        guard let content = contents[id], content.account == account else { throw .notFound(what: "content") }
        return SpooledContent(id: id, size: content.bytes.count)
    }

    package func read(_ content: SpooledContent, offset: Int, length: Int) throws(MailError) -> [UInt8] {
        guard let bytes = contents[content.id]?.bytes else { throw .notFound(what: "content") }
        return Array(bytes.dropFirst(offset).prefix(length))
    }

    package func removeAll(of account: AccountID) { contents = contents.filter { $0.value.account != account } }
}
