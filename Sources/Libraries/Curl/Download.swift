internal import Transport

/// A response whose body goes on while it comes in, through an inbox. When that is full the transfer rests, and what
/// curl and the system do not hold stays at the server.
final class Download: ResponseReceiver, InboxFiller {
    let alarm: InboxAlarm
    private let id = StreamID.next()
    private let inbox = StreamInbox()
    private unowned let core: LoopCore
    private unowned let engine: HTTPEngine
    /// Until the head is there.
    private var opening: Operation<OpenedDownload>?
    /// While it is on its way.
    weak var transfer: HTTPTransfer?

    init(_ core: LoopCore, _ engine: HTTPEngine, _ operation: Operation<OpenedDownload>) {
        self.core = core
        self.engine = engine
        opening = operation
        alarm = InboxAlarm(core, inbox)
    }

    func begin(_ head: ResponseHead) {
        guard let operation = opening else { return }
        opening = nil
        core.downloads[id] = self
        core.end(operation)
        operation.complete(.success(OpenedDownload(id: id, head: head, inbox: inbox)))
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard inbox.room(for: bytes.count) >= bytes.count else { return false }
        unsafe inbox.deliver(bytes)
        return true
    }

    func finish(_ result: Result<ResponseHead, TransportError>) {
        alarm.cancel()
        core.downloads[id] = nil
        inbox.finish(result.map { _ in [] })
        guard let operation = opening else { return }
        opening = nil
        core.end(operation)
        operation.complete(result.flatMap { _ in .failure(.malformed("a response without a head")) })
    }

    // MARK: - The reader's wishes

    func resumeReading() {
        if let transfer { engine.resume(transfer) }
    }

    func close() {
        if let transfer { engine.end(transfer, .failure(.closed("closed"))) }
    }
}
