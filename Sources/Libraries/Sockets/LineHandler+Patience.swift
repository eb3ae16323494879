internal import NIOCore

/// How long is waited for the other side.
extension LineHandler {
    /// One timer while a line is unfinished; it looks when it fires, so a byte costs no timer.
    func watchUnfinishedLine() {
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
    func watchWriting() {
        guard writeTimer == nil, let context, unsentBytes > 0 else { return }
        let sentBefore = queuedBytes - unsentBytes
        writeTimer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(service.limits.writeTimeout)) {
            self.writeTimer = nil
            if self.unsentBytes > 0, self.queuedBytes - self.unsentBytes == sentBefore { return self.giveUp() }
            self.watchWriting()
        }
    }

    var unsentBytes: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    func giveUp() {
        if let peer { service.observe(.timedOut(peer)) }
        abort()
    }
}
