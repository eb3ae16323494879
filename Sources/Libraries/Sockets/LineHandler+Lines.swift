internal import NIOCore

/// Lines, from the channel to the consumer.
extension LineHandler {
    var mayHandOver: Bool {
        phase == .open && !isPaused && context?.channel.isWritable == true
    }

    func handOver() {
        guard !isHandingOver, let connection else { return }
        isHandingOver = true
        connection.holdFlush()
        while mayHandOver, let event = splitter.next(from: &unsplit) {
            deliver(event)
            if connection.gatheredBytes > service.limits.outboundBytes { flush() }
        }
        if mayHandOver, let hello = splitter.takeHello() { deliver(hello) }
        if inputHasEnded, unsplit.isEmpty, mayHandOver {
            if let event = splitter.finish() { deliver(event) }
            if phase == .open { phase = .answering }
            consumer?.inputEnded()
        }
        isHandingOver = false
        accountForUnfinishedLine()
        watchUnfinishedLine()
    }

    func deliver(_ event: LineSplitter.Event) {
        switch event {
        case .line(let line): consumer?.received(line)
        case .oversized: consumer?.receivedOversizedLine()
        }
    }

    func readOn() {
        let wantsLines = mayHandOver && unsplit.isEmpty && !inputHasEnded
        // While closing, input is read and thrown away: closing with unread input would reset the connection, and the
        // client might lose the last answer.
        if wantsLines || (phase == .closing && !inputHasEnded) { context?.read() }
    }

    /// In steps, so that small lines cost nothing.
    func accountForUnfinishedLine() {
        let change = splitter.heldBytes - accountedBytes
        guard abs(change) >= 65_536 || (splitter.heldBytes == 0 && change != 0), let peer else { return }
        accountedBytes += change
        guard !service.register.hold(change) else { return }
        service.observe(.outOfMemory(peer))
        connection?.send(service.overloadedLine)
        closeAfterWriting()
    }
}
