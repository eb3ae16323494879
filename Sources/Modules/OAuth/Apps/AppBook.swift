package import Broker
package import Domain

/// The one way to change what is kept about an app, so that two who change it at once do not undo one another's work.
package struct AppBook: Sendable {
    private let store: any AppStore
    private let turnstile = Turnstile()

    package init(store: any AppStore) { self.store = store }

    package func app(_ id: AppID) async throws(BrokerError) -> RegisteredApp {
        guard let registered = try await store.app(id) else { throw .notFound(what: "app") }
        return registered
    }

    package func apps() async throws(BrokerError) -> [RegisteredApp] { try await store.apps() }

    /// Durable on return. Nothing is written where nothing changed.
    @discardableResult
    package func change(
        _ id: AppID, _ edit: @Sendable (inout RegisteredApp) throws(BrokerError) -> Void
    ) async throws(BrokerError) -> RegisteredApp {
        await turnstile.enter()
        defer { turnstile.leave() }
        let before = try await app(id)
        var after = before
        try edit(&after)
        if after != before { try await store.save(after) }
        return after
    }

    /// Adds an app, where there are fewer than so many.
    func add(_ registered: RegisteredApp, limit: Int) async throws(BrokerError) {
        await turnstile.enter()
        defer { turnstile.leave() }
        guard try await store.apps().count < limit else { throw .conflict("there are \(limit) apps already") }
        try await store.save(registered)
    }

    func remove(_ id: AppID) async throws(BrokerError) {
        await turnstile.enter()
        defer { turnstile.leave() }
        try await store.remove(id)
    }
}
