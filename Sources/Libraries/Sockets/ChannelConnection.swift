internal import NIOCore
internal import Synchronization

/// The side of a connection that any thread may touch. It gathers lines until the event loop comes by, so that many
/// answers leave in one write.
final class ChannelConnection: LineConnection {
    private struct Outgoing {
        var bytes = ByteBuffer()
        /// The event loop has been told, or is about to look by itself.
        var isFlushDue = false
        var isClosed = false
    }
    private let outgoing = Mutex(Outgoing())
    private let eventLoop: any EventLoop
    private let handler: NIOLoopBound<LineHandler>

    /// On the event loop.
    init(handler: LineHandler, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
    }

    func send(_ line: [UInt8]) {
        let mustWake = outgoing.withLock { outgoing in
            guard !outgoing.isClosed else { return false }
            outgoing.bytes.reserveCapacity(minimumWritableBytes: line.count + 1)
            outgoing.bytes.writeBytes(line)
            outgoing.bytes.writeInteger(UInt8(ascii: "\n"))
            defer { outgoing.isFlushDue = true }
            return !outgoing.isFlushDue
        }
        if mustWake { eventLoop.execute { self.handler.value.flush() } }
    }

    func pauseReading() { onLoop { $0.setPaused(true) } }
    func resumeReading() { onLoop { $0.setPaused(false) } }
    func closeAfterWriting() { onLoop { $0.closeAfterWriting() } }

    /// Behaves as if the client had ended its input.
    func drain() { onLoop { $0.endInput() } }
    /// Closes at once.
    func abort() { onLoop { $0.abort() } }

    private func onLoop(_ body: @escaping @Sendable (LineHandler) -> Void) {
        if eventLoop.inEventLoop { body(handler.value) } else { eventLoop.execute { body(self.handler.value) } }
    }
}

/// For the handler, on its event loop.
extension ChannelConnection {
    /// The handler will flush by itself when it has handed over what it read: sending need not wake it.
    func holdFlush() { outgoing.withLock { $0.isFlushDue = true } }

    var gatheredBytes: Int { outgoing.withLock { $0.bytes.readableBytes } }

    func takeGathered() -> ByteBuffer {
        outgoing.withLock { outgoing in
            outgoing.isFlushDue = false
            defer { outgoing.bytes = ByteBuffer() }
            return outgoing.bytes
        }
    }

    func markClosed() {
        outgoing.withLock { outgoing in
            outgoing.isClosed = true
            outgoing.bytes = ByteBuffer()
        }
    }
}
