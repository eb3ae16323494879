internal import BrokerService
internal import Persistence
internal import ServiceLifecycle

/// What has to be done now and then, for as long as the daemon runs.
struct Upkeep: Service {
    let broker: LocalBroker
    let recovery: Recovery
    let spool: SealedSpool

    /// Old sign-ins are small, and sends whose outcome is open are rare.
    private static let pause: Duration = .seconds(600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                await recovery.settleSends()
                await recovery.forgetOldSends()
                await recovery.forgetExpiredBlobs()
                await broker.sweep()
                await spool.expire()
                // The sleep ends early when the daemon stops.
            } while (try? await Task.sleep(for: Self.pause)) != nil
        }
    }
}
