internal import Broker
internal import Domain

/// Uses refresh tokens that lie idle, because providers end those that nobody uses: Entra after 90 days (reference sheet,
/// section A8).
struct IdleExercise: Sendable {
    let tools: TokenTools
    let tokens: TokenDesk

    /// How often one that fails is tried.
    static let retry: Duration = .seconds(86_400)
    /// Between two accounts, in milliseconds.
    static let pauses = 1_000.0..<5_000.0

    /// Takes all that are due, strictly one after the other. `pause` returns false when there is no more time.
    func run(after idle: Duration, pause: @Sendable (Duration) async -> Bool) async throws(BrokerError) {
        for grant in try await due(after: idle) {
            do throws(BrokerError) {
                try await exercise(grant)
            } catch {
                // It is on the grant and in the log already, and says nothing of the others.
            }
            let length =
                Self.pauses.lowerBound + (Self.pauses.upperBound - Self.pauses.lowerBound)
                * tools.randomness.fraction()
            guard await pause(.milliseconds(Int64(length))) else { return }
        }
    }

    /// Those that lie idle longest come first.
    func due(after idle: Duration) async throws(BrokerError) -> [Grant] {
        let now = tools.clock.now()
        var generations: [AppID: Int] = [:]
        for app in try await tools.apps.apps() { generations[app.app.id] = app.generation }
        return try await tools.grants.grants()
            .filter { generations[$0.app] == $0.generation && $0.isIdle(for: idle, at: now) }
            .sorted { $0.lastUse < $1.lastUse }
    }

    /// While its provider is to be left alone, nobody is asked.
    private func exercise(_ grant: Grant) async throws(BrokerError) {
        guard let app = try await tools.apps.app(grant.app),
            let resource = grant.exercised(of: try tools.directory.plan(of: app).resources)
        else { return }
        _ = try await tokens.token(for: grant.account, TokenDemand(resource: resource, isBackground: true))
    }
}

extension Grant {
    /// When its refresh token was last known to work.
    fileprivate var lastUse: Timestamp { max(signedInAt, refreshedAt ?? signedInAt) }

    /// One token of any resource will do: rather of one that works.
    fileprivate func exercised(of resources: [Resource]) -> Resource? {
        let failing = Set((records ?? []).filter { $0.failure != nil }.map(\.resource))
        return resources.first { !failing.contains($0) } ?? resources.first
    }

    /// One that fails is tried once a day, idle or not: what was wrong may have been mended without anybody telling us.
    fileprivate func isIdle(for idle: Duration, at now: Timestamp) -> Bool {
        if let failure { return max(failure.at, lastUse).duration(to: now) >= IdleExercise.retry }
        return lastUse.duration(to: now) >= idle
    }
}
