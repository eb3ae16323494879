internal import Domain
internal import Transport

/// The reader's side of an inbox that the loop fills.
struct InboxReader: Sendable {
    let loop: EventLoop
    let inbox: StreamInbox
    /// Who fills it; nil once nothing more can come.
    let filler: @Sendable (LoopCore) -> (any InboxFiller)?

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

    /// Ends what fills the inbox; what lies in it is not wanted any more.
    func close() async {
        inbox.abandon(.closed("closed"))
        await withCheckedContinuation { continuation in
            loop.post { [filler] core in
                filler(core)?.close()
                continuation.resume()
            }
        }
    }

    /// The same without waiting, for when nobody can read any more.
    func drop() { loop.post { [filler] in filler($0)?.close() } }

    private func fulfil(_ wish: StreamInbox.Wish) {
        switch wish {
        case .nothing: break
        case .resume: loop.post { [filler] in filler($0)?.resumeReading() }
        case .alarm(let deadline): loop.post { [filler] in filler($0)?.alarm.set(at: deadline.instant) }
        }
    }
}
