internal import API
internal import HTTPListener
internal import Linux
internal import Logging
internal import ServiceLifecycle

/// The loopback listener, where one is wanted. That it cannot listen is told in `getHealth` and stops nothing else.
struct SignInListener: Service {
    private let listener: HTTPListener?
    /// Why there is none, though one is wanted.
    let complaints: [String]

    init(
        _ wanted: Configuration.Listener, _ inherited: [InheritedSocket], receiver: RedirectDesk, log: Logger
    ) async {
        guard wanted.isEnabled || !inherited.isEmpty else {
            listener = nil
            complaints = []
            return
        }
        let source: HTTPListener.Source =
            inherited.isEmpty ? .loopback(port: wanted.port) : .inherited(inherited.map(\.descriptor))
        do throws(ListenerError) {
            listener = try await HTTPListener(on: source, receiver: receiver, logger: log)
            complaints = []
        } catch {
            log.error("\(error)")
            listener = nil
            complaints = [error.description]
        }
    }

    /// What `getInfo` tells of it.
    var info: ListenerInfo? {
        listener.map { ListenerInfo(redirectURL: "http://localhost:\($0.port)/oauth", port: $0.port) }
    }

    func run() async throws {
        try? await gracefulShutdown()
        await listener?.close()
    }
}
