package import Broker
package import Domain

/// Registers OAuth apps and changes them.
///
/// Calls that change one app come one at a time: `OAuthService` sees to it.
package struct AppDesk: Sendable {
    private let apps: any AppStore
    private let grants: any GrantStore
    private let rules: AppRules
    private let clock: any WallClock
    private let randomness: any Randomness

    /// As many as anybody registers by hand, and some.
    static let maximumApps = 1_000

    package init(
        apps: any AppStore, grants: any GrantStore, clouds: [String: Cloud], clock: any WallClock,
        randomness: any Randomness
    ) {
        self.apps = apps
        self.grants = grants
        self.rules = AppRules(clouds: clouds)
        self.clock = clock
        self.randomness = randomness
    }

    package func register(_ registration: AppRegistration) async throws(BrokerError) -> App {
        try rules.check(registration)
        guard try await apps.apps().count < Self.maximumApps else {
            throw .conflict("there are \(Self.maximumApps) apps already")
        }
        var generator = RandomnessGenerator(source: randomness)
        let registered = RegisteredApp(
            app: App(registration, id: .random(using: &generator), createdAt: clock.now()),
            proofs: proofs(registration.clientSecret, registration.secretExpiresAt))
        try await apps.save(registered)
        return registered.app
    }

    /// Where a secret would start to travel somewhere else, it has to be given anew, and grants are void (interface.md,
    /// section 5).
    package func update(_ id: AppID, _ change: AppChange) async throws(BrokerError) -> App {
        let current = try await registered(id)
        let merged = current.registration.applying(change)
        try rules.check(merged)
        let moved = current.registration.fieldsThatMove(to: merged)
        if let field = moved.first, !current.proofs.isEmpty, change.clientSecret == nil {
            throw .invalid(field: "clientSecret", reason: "is needed anew when \(field) changes")
        }
        let updated = RegisteredApp(
            app: App(merged, id: id, createdAt: current.app.createdAt),
            proofs: change.clientSecret == nil ? current.proofs : proofs(change.clientSecret, change.secretExpiresAt),
            generation: current.generation + (moved.isEmpty ? 0 : 1))
        try await apps.save(updated)
        return updated.app
    }

    package func delete(_ id: AppID) async throws(BrokerError) {
        _ = try await registered(id)
        let dependents = try await grants.grants().count { $0.app == id }
        guard dependents == 0 else {
            throw .conflict(dependents == 1 ? "one account depends on it" : "\(dependents) accounts depend on it")
        }
        try await apps.remove(id)
    }

    package func app(_ id: AppID) async throws(BrokerError) -> App { try await registered(id).app }

    /// All apps, the oldest first.
    package func all() async throws(BrokerError) -> [App] {
        try await apps.apps().map(\.app).sorted { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
    }

    private func proofs(_ secret: Credential?, _ expiresAt: Timestamp?) -> [ClientProof] {
        secret.map { [ClientProof(id: "cred_1", means: .secret($0), addedAt: clock.now(), expiresAt: expiresAt)] } ?? []
    }

    private func registered(_ id: AppID) async throws(BrokerError) -> RegisteredApp {
        guard let registered = try await apps.app(id) else { throw .notFound(what: "app") }
        return registered
    }
}
