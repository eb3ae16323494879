internal import Broker
internal import BrokerService
internal import JSONRPC
internal import Logging
internal import Methods
internal import ServiceLifecycle

/// Has the broker ask about sign-ins on other devices, for as long as the daemon runs, and gives those that end well their
/// accounts, also where nobody waits any more.
struct DeviceLoginCare: Service {
    let broker: LocalBroker
    let desk: SignInDesk
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await broker.tendDeviceLogins { signedIn in
                do throws(RPCError) {
                    try await desk.settle(signedIn)
                } catch {
                    log.notice("a device login has no account yet", metadata: ["kind": "\(error.kind)"])
                }
            }
        }
    }
}
