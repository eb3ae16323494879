internal import JSONRPC
internal import Linux
internal import Logging
internal import ServiceLifecycle
internal import Sockets

/// Serves the sockets until the daemon is asked to stop, then lets every caller have the answers that are due.
struct CallerService: Service {
    let listeners: [SocketListener]
    let sockets: UnixSocketServer
    let server: RPCServer
    let manager: ServiceManager
    /// Ends the calls that only wait for something to happen: nobody should wait for them when the daemon stops.
    let endWaiting: @Sendable () async -> Void
    /// How long callers may wait for their last answers.
    let drainTime: Duration
    /// How long the rest may take after that.
    let finishTime: Duration
    /// One line for `systemctl status`.
    let status: String
    let log: Logger

    func run() async throws {
        for listener in listeners { try await sockets.listen(on: listener) }
        manager.tell(.ready, .status(status))
        // From the serving loop itself, at twice the pace that is asked for: a loop that hangs is noticed.
        if let interval = manager.watchdogInterval {
            sockets.heartbeat(every: interval / 2) { manager.tell(.watchdog) }
        }
        log.notice("ready", metadata: ["sockets": "\(listeners.count)"])
        await untilAskedToStop()
        manager.tell(
            .stopping, .extendTimeout(drainTime + finishTime + .seconds(5)),
            .status("finishing \(server.requestsInFlight) requests"))
        log.notice("stopping", metadata: ["requests": "\(server.requestsInFlight)"])
        server.stopAccepting()
        await endWaiting()
        await sockets.drain(until: .now + drainTime)
        await sockets.shutDown()
    }

    /// Cancellation asks for the same: to stop.
    private func untilAskedToStop() async { try? await gracefulShutdown() }
}
