internal import NIOCore

/// Answers to the channel, and the end of it.
extension LineHandler {
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

    /// The output is closed first; then the client has a moment to read the rest and to close as well.
    func finishClosing(writtenAll: Bool = false) {
        if writtenAll { hasWrittenAll = true }
        guard hasWrittenAll, let context else { return }
        guard !inputHasEnded else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        lingerTimer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(service.limits.lingerTimeout)) {
            self.abort()
        }
    }
}
