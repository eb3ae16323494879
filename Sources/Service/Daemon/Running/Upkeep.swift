internal import BrokerService
internal import Persistence
internal import ServiceLifecycle

/// What has to be done now and then, for as long as the daemon runs.
struct Upkeep: Service {
    let broker: LocalBroker
    let recovery: Recovery
    let spool: SealedSpool
    /// How long a refresh token may lie idle before it is used; nil when it may for ever.
    let exerciseAfter: Duration?

    /// Old sign-ins are small, and sends whose outcome is open are rare.
    private static let pause: Duration = .seconds(600)

    /// Idle tokens are due for days.
    private static let longPause: Duration = .seconds(3_600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await repeatedly(after: Self.pause, tidy) }
                if let exerciseAfter {
                    // Beside the rest: with many accounts it takes its time.
                    group.addTask {
                        await repeatedly(after: Self.longPause) { await broker.exerciseIdle(after: exerciseAfter) }
                    }
                }
            }
        }
    }

    private func tidy() async {
        await recovery.settleSends()
        await recovery.forgetOldSends()
        await recovery.forgetExpiredBlobs()
        await broker.sweep()
        await spool.expire()
    }

    private func repeatedly(after pause: Duration, _ body: @Sendable () async -> Void) async {
        repeat {
            await body()
            // The sleep ends early when the daemon stops.
        } while (try? await Task.sleep(for: pause)) != nil
    }
}
