package import Broker
package import Domain

/// Registers OAuth apps and changes them.
package struct AppDesk: Sendable {
    private let book: AppBook
    private let grants: any GrantStore
    private let rules: AppRules
    private let proofRules: ProofRules
    private let clock: any WallClock
    private let randomness: any Randomness

    /// As many as anybody registers by hand, and some.
    static let maximumApps = 1_000

    init(
        book: AppBook, grants: any GrantStore, rules: AppRules, assertionNames: [String], clock: any WallClock,
        randomness: any Randomness
    ) {
        self.book = book
        self.grants = grants
        self.rules = rules
        proofRules = ProofRules(assertionNames: assertionNames)
        self.clock = clock
        self.randomness = randomness
    }

    package func register(_ registration: AppRegistration) async throws(BrokerError) -> App {
        try rules.check(registration)
        let now = clock.now()
        let proof = try proofRules.proof(
            ProofOffer(registration), id: "cred_1", provider: registration.provider, at: now)
        var generator = RandomnessGenerator(source: randomness)
        let registered = RegisteredApp(
            app: App(registration, id: .random(using: &generator), createdAt: now),
            proofs: [proof].compactMap(\.self))
        try await book.add(registered, limit: Self.maximumApps)
        return registered.described(at: now)
    }

    /// Where a secret would start to travel somewhere else, it has to be given anew, and grants are void (interface.md,
    /// section 5).
    package func update(_ id: AppID, _ change: AppChange) async throws(BrokerError) -> App {
        let now = clock.now()
        let (rules, proofRules) = (rules, proofRules)
        return try await book.change(id) { (registered) throws(BrokerError) in
            let merged = registered.registration.applying(change)
            try rules.check(merged)
            let moved = registered.registration.fieldsThatMove(to: merged)
            try registered.replaceProofs(by: change, moved: moved.first, rules: proofRules, at: now)
            registered.app.describe(merged)
            if !moved.isEmpty {
                registered.generation += 1
                registered.app.adminConsents = []
            }
        }.described(at: now)
    }

    package func delete(_ id: AppID) async throws(BrokerError) {
        _ = try await book.app(id)
        let dependents = try await grants.grants().count { $0.app == id }
        guard dependents == 0 else {
            throw .conflict(dependents == 1 ? "one account depends on it" : "\(dependents) accounts depend on it")
        }
        try await book.remove(id)
    }

    package func app(_ id: AppID) async throws(BrokerError) -> App { try await book.app(id).described(at: clock.now()) }

    /// All apps, the oldest first.
    package func all() async throws(BrokerError) -> [App] {
        let now = clock.now()
        return try await book.apps().map { $0.described(at: now) }
            .sorted { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
    }

    /// Of an app: what is remembered of administrators who agreed, the latest.
    static let maximumConsents = 256

    /// Keeps, durably, that an administrator agreed, in place of what was known of the same tenant and permissions.
    package func note(_ consent: AdminConsent, of id: AppID) async throws(BrokerError) {
        try await book.change(id) { (registered) throws(BrokerError) in
            registered.app.adminConsents.removeAll { $0.tenant == consent.tenant && $0.scopes == consent.scopes }
            registered.app.adminConsents = registered.app.adminConsents.suffix(Self.maximumConsents - 1) + [consent]
        }
    }
}
