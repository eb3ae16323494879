internal import Mail
internal import ServiceLifecycle

/// Tries accounts that nobody has asked for yet, or that failed for a reason that passes, for as long as the daemon runs.
struct AccountCare: Service {
    let tender: AccountTender

    func run() async throws {
        await cancelWhenGracefulShutdown { await tender.run() }
    }
}
