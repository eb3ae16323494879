internal import Domain
internal import Transport

/// The body of a response that is still coming in.
final class CurlBody: HTTPBody {
    private let reader: InboxReader

    init(_ loop: EventLoop, _ opened: OpenedDownload) {
        let id = opened.id
        reader = InboxReader(loop: loop, inbox: opened.inbox) { $0.downloads[id] }
    }

    deinit { reader.drop() }

    func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8] {
        try await reader.read(atMost: maximum, until: deadline)
    }

    func close() async { await reader.close() }
}
