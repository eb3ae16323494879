internal import NIOCore
internal import NIOSSL

extension Channel {
    /// How long a client has to answer TLS's goodbye. Many never do.
    private var goodbye: TimeAmount { .milliseconds(200) }

    /// Closes in good order: TLS says goodbye and waits to hear the same, but not for long.
    func part() async {
        let overdue = eventLoop.scheduleTask(in: goodbye) { self.drop() }
        try? await close()
        overdue.cancel()
    }

    /// Closes at once. From TLS's own place in the pipeline: closing from behind it would say goodbye and wait.
    func drop() {
        eventLoop.execute {
            if let tls = try? self.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) {
                tls.close(promise: nil)
            } else {
                self.close(promise: nil)
            }
        }
    }
}
