internal import Linux
internal import NIOCore

/// One connection on its event loop: bytes in become lines, gathered lines become one write.
///
/// Nothing is read while the consumer has paused or while too much is unsent: the client then finds its own writes
/// blocked, and nobody else notices.
final class LineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        /// Handing lines over.
        case open
        /// The input has ended and the consumer knows; answers may follow.
        case answering
        /// Everything is being written, then the connection closes.
        case closing
        case gone
    }

    private let service: SocketService
    private let listener: String
    private var context: ChannelHandlerContext?
    private var connection: ChannelConnection?
    private var consumer: (any LineConsumer)?
    private var peer: Peer?

    private var phase = Phase.open
    private var isPaused = false
    private var isHandingOver = false
    private var splitter: LineSplitter
    /// Read and not yet split: more than nothing only while lines are held back.
    private var unsplit = ByteBufferView()
    private var inputHasEnded = false
    private var accountedBytes = 0

    private var lineTimer: Scheduled<Void>?
    private var lastInput = NIODeadline.now()
    private var writeTimer: Scheduled<Void>?
    private var queuedBytes = 0
    private var lingerTimer: Scheduled<Void>?

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
            connection.send(service.overloadedLine)
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
        consumer = nil
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

    // MARK: Lines

    private var mayHandOver: Bool {
        phase == .open && !isPaused && context?.channel.isWritable == true
    }

    private func handOver() {
        guard !isHandingOver, let connection else { return }
        isHandingOver = true
        connection.holdFlush()
        while mayHandOver, let event = splitter.next(from: &unsplit) {
            deliver(event)
            if connection.gatheredBytes > service.limits.outboundBytes { flush() }
        }
        if inputHasEnded, unsplit.isEmpty, mayHandOver {
            if let event = splitter.finish() { deliver(event) }
            if phase == .open { phase = .answering }
            consumer?.inputEnded()
        }
        isHandingOver = false
        accountForUnfinishedLine()
        watchUnfinishedLine()
    }

    private func deliver(_ event: LineSplitter.Event) {
        switch event {
        case .line(let line): consumer?.received(line)
        case .oversized: consumer?.receivedOversizedLine()
        }
    }

    private func readOn() {
        let wantsLines = mayHandOver && unsplit.isEmpty && !inputHasEnded
        // While closing, input is read and thrown away: closing with unread input would reset the connection, and the
        // client might lose the last answer.
        if wantsLines || (phase == .closing && !inputHasEnded) { context?.read() }
    }

    /// In steps, so that small lines cost nothing.
    private func accountForUnfinishedLine() {
        let change = splitter.heldBytes - accountedBytes
        guard abs(change) >= 65_536 || (splitter.heldBytes == 0 && change != 0), let peer else { return }
        accountedBytes += change
        guard !service.register.hold(change) else { return }
        service.observe(.outOfMemory(peer))
        connection?.send(service.overloadedLine)
        closeAfterWriting()
    }

    // MARK: Writing and closing

    func flush() {
        guard let context, let connection else { return }
        let bytes = connection.takeGathered()
        guard bytes.readableBytes > 0 else { return }
        queuedBytes += bytes.readableBytes
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        watchWriting()
    }

    func closeAfterWriting() {
        guard phase == .open || phase == .answering, let context else { return }
        phase = .closing
        unsplit = ByteBufferView()
        flush()
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { self.finishClosing(writtenAll: true) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        readOn()
    }

    private var hasWrittenAll = false

    /// The output is closed first; then the client has a moment to read the rest and to close as well.
    private func finishClosing(writtenAll: Bool = false) {
        if writtenAll { hasWrittenAll = true }
        guard hasWrittenAll, let context else { return }
        guard !inputHasEnded else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        lingerTimer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(service.limits.lingerTimeout)) {
            self.abort()
        }
    }

    // MARK: Patience

    /// One timer while a line is unfinished; it looks when it fires, so a byte costs no timer.
    private func watchUnfinishedLine() {
        guard lineTimer == nil, phase == .open, splitter.isMidLine, let context else { return }
        let patience = TimeAmount(service.limits.lineTimeout)
        lineTimer = context.eventLoop.assumeIsolated().scheduleTask(deadline: lastInput + patience) {
            self.lineTimer = nil
            if self.mayHandOver, self.splitter.isMidLine, NIODeadline.now() - self.lastInput >= patience {
                self.giveUp()
            } else {
                if !self.mayHandOver { self.lastInput = .now() }
                self.watchUnfinishedLine()
            }
        }
    }

    /// One timer while bytes are unsent; it closes the connection when not one was taken since it was set.
    private func watchWriting() {
        guard writeTimer == nil, let context, unsentBytes > 0 else { return }
        let sentBefore = queuedBytes - unsentBytes
        writeTimer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(service.limits.writeTimeout)) {
            self.writeTimer = nil
            if self.unsentBytes > 0, self.queuedBytes - self.unsentBytes == sentBefore { return self.giveUp() }
            self.watchWriting()
        }
    }

    private var unsentBytes: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func giveUp() {
        if let peer { service.observe(.timedOut(peer)) }
        abort()
    }
}
