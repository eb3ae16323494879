internal import Domain
internal import Transport

/// A mail connection that curl opened and whose bytes are ours.
final class CurlByteStream: ByteStream {
    private let loop: EventLoop
    private let id: StreamID
    private let reader: InboxReader

    init(_ loop: EventLoop, _ opened: OpenedStream) {
        let id = opened.id
        self.loop = loop
        self.id = id
        reader = InboxReader(loop: loop, inbox: opened.inbox) { $0.streams[id] }
    }

    deinit { reader.drop() }

    func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8] {
        try await reader.read(atMost: maximum, until: deadline)
    }

    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(TransportError) {
        guard !bytes.isEmpty else { return }
        let id = id
        let _: Void = try await loop.perform { core, operation in
            guard let stream = core.streams[id] else { return operation.complete(.failure(.closed("closed"))) }
            stream.write(bytes, until: deadline, operation)
        }
    }

    func close() async { await reader.close() }
}
