internal import Linux
internal import Logging

/// Tells the service manager how the daemon is, where there is one (sd_notify(3)).
struct ServiceManager: Sendable {
    private let socket: NotifySocket?
    /// How often it wants to hear from us; nil when it does not watch.
    let watchdogInterval: Duration?
    private let log: Logger

    init(_ environment: Environment, log: Logger) throws(LinuxError) {
        socket = try NotifySocket(environment)
        watchdogInterval = environment.watchdogInterval()
        self.log = log
    }

    /// What cannot be told is logged; the daemon serves all the same.
    func tell(_ messages: NotifySocket.Message...) {
        do throws(LinuxError) {
            try socket?.send(messages)
        } catch {
            log.error("the service manager cannot be told", metadata: ["reason": "\(error)"])
        }
    }
}
