internal import Domain
internal import Transport

/// A mail connection that curl opened and whose bytes are ours.
final class CurlByteStream: ByteStream {
    private let loop: EventLoop
    private let id: StreamID
    private let inbox: StreamInbox

    init(_ loop: EventLoop, _ opened: OpenedStream) {
        self.loop = loop
        id = opened.id
        inbox = opened.inbox
    }

    deinit {
        let id = id
        loop.post { $0.streams[id]?.close() }
    }

    func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8] {
        if Task.isCancelled { throw .cancelled }
        let (ready, wish) = inbox.takeReady(atMost: maximum)
        fulfil(wish)
        if let ready { return try ready.get() }
        let reader = inbox.nextReader()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                fulfil(
                    inbox.wait(
                        reader, atMost: maximum, until: deadline, isCancelled: Task.isCancelled, continuation))
            }
        } onCancel: {
            inbox.cancel(reader)
        }
        return try result.get()
    }

    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(TransportError) {
        guard !bytes.isEmpty else { return }
        let id = id
        let _: Void = try await loop.perform { core, operation in
            guard let stream = core.streams[id] else { return operation.complete(.failure(.closed("closed"))) }
            stream.write(bytes, until: deadline, operation)
        }
    }

    func close() async {
        inbox.abandon(.closed("closed"))
        let id = id
        await withCheckedContinuation { continuation in
            loop.post { core in
                core.streams[id]?.close()
                continuation.resume()
            }
        }
    }

    private func fulfil(_ wish: StreamInbox.Wish) {
        let id = id
        switch wish {
        case .nothing: break
        case .resume: loop.post { $0.streams[id]?.resumeReading() }
        case .alarm(let deadline): loop.post { $0.streams[id]?.setAlarm(at: deadline.instant) }
        }
    }
}
