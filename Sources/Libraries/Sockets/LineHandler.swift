internal import Linux
internal import NIOCore

/// One connection on its event loop: bytes in become lines, gathered lines become one write.
///
/// Nothing is read while the consumer has paused or while too much is unsent: the client then finds its own writes
/// blocked, and nobody else notices.
final class LineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// Handing lines over.
        case open
        /// The input has ended and the consumer knows; answers may follow.
        case answering
        /// Everything is being written, then the connection closes.
        case closing
        case gone
    }

    let service: SocketService
    let listener: String
    var context: ChannelHandlerContext?
    var connection: ChannelConnection?
    var consumer: (any LineConsumer)?
    var peer: Peer?

    var phase = Phase.open
    var isPaused = false
    var isHandingOver = false
    var splitter: LineSplitter
    /// Read and not yet split: more than nothing only while lines are held back.
    var unsplit = ByteBufferView()
    var inputHasEnded = false
    var accountedBytes = 0

    var lineTimer: Scheduled<Void>?
    var lastInput = NIODeadline.now()
    var writeTimer: Scheduled<Void>?
    var queuedBytes = 0
    var lingerTimer: Scheduled<Void>?
    var hasWrittenAll = false

    init(service: SocketService, listener: String) {
        self.service = service
        self.listener = listener
        splitter = LineSplitter(limit: service.limits.lineBytes)
    }

    // MARK: What the channel tells

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        let connection = ChannelConnection(handler: self, eventLoop: context.eventLoop)
        guard let peer = service.identify(context.pipeline) else { return context.close(promise: nil) }
        self.connection = connection
        guard service.register.add(connection, of: peer) else {
            service.observe(.tooManyConnections(peer))
            connection.send(service.crowdedLine)
            return closeAfterWriting()
        }
        self.peer = peer
        consumer = service.makeConsumer(peer, connection, listener)
        service.observe(consumer == nil ? .refused(peer, listener: listener) : .connected(peer, listener: listener))
        if consumer == nil { closeAfterWriting() } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .open else { return }
        lastInput = .now()
        let bytes = unwrapInboundIn(data)
        if unsplit.isEmpty {
            unsplit = bytes.readableBytesView
        } else {
            // Only at the end of input does NIO read without being asked, and then no more than the kernel's buffer holds.
            unsplit = ByteBufferView(ByteBuffer(bytes: Array(unsplit) + Array(bytes.readableBytesView)))
        }
        handOver()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        readOn()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable else { return }
        handOver()
        flush()
        readOn()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else { return context.fireUserInboundEventTriggered(event) }
        inputHasEnded = true
        if phase == .closing { finishClosing() } else { handOver() }
        flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .gone
        for timer in [lineTimer, writeTimer, lingerTimer] { timer?.cancel() }
        connection?.markClosed()
        if let peer, let connection {
            service.register.remove(connection, of: peer, holding: accountedBytes)
            service.observe(.disconnected(peer))
        }
        consumer?.disconnected()
        // The connection holds this handler, and the consumer the connection.
        consumer = nil
        connection = nil
        self.context = nil
    }

    // MARK: What the connection asks for

    func setPaused(_ paused: Bool) {
        guard isPaused != paused else { return }
        isPaused = paused
        if !paused, !isHandingOver {
            lastInput = .now()
            handOver()
            flush()
            readOn()
        }
    }

    func endInput() {
        unsplit = ByteBufferView()
        splitter = LineSplitter(limit: service.limits.lineBytes)
        inputHasEnded = true
        handOver()
        flush()
    }

    func abort() { context?.close(promise: nil) }
}
