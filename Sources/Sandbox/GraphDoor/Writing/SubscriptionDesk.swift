internal import Domain
internal import JSON
internal import Synchronization
internal import Tenant
internal import Transport

/// Keeps subscriptions, watches mailboxes for them, and tells what happened (reference sheet §C12).
final class SubscriptionDesk: Sendable {
    struct Entry {
        var subscription: Subscription
        /// They end with it.
        var watches: [Task<Void, Never>] = []
        /// Waits for the end of the token that authorises it.
        var expiry: Task<Void, Never>?

        func cancel() {
            for watch in watches { watch.cancel() }
            expiry?.cancel()
        }
    }

    /// Of one mailbox, across apps.
    private static let most = 1_000

    let sandbox: Sandbox
    let messenger: Messenger
    let entries = Mutex<[GUID: Entry]>([:])

    init(sandbox: Sandbox, client: (any HTTPClient)?) {
        self.sandbox = sandbox
        messenger = Messenger(client: client)
    }

    /// Asks both addresses to echo a token. Throws Graph's words when one does not.
    func shakeHands(with urls: [String]) async throws(GraphError) {
        guard sandbox.facts[Facts.subscriptionHandshake] else { return }
        for url in urls {
            if let problem = await messenger.validate(url) {
                throw .validation("Subscription validation request failed. \(problem)")
            }
        }
    }

    func add(_ subscription: Subscription, watching mailbox: Tenant.Mailbox) throws(GraphError) {
        // Begun before the answer goes out, so that nothing that happens after it is missed.
        let (events, endings) = (mailbox.changes(), sandbox.tokens.endings())
        let now = sandbox.clock.now
        try entries.withLock { (entries) throws(GraphError) in
            entries = entries.filter { entry in
                if entry.value.subscription.expiresAt <= now { entry.value.cancel() }
                return entry.value.subscription.expiresAt > now
            }
            guard entries.values.count(where: { $0.subscription.mailbox == mailbox.owner }) < Self.most else {
                throw GraphError(403, "Forbidden", "The mailbox has too many subscriptions.")
            }
            entries[subscription.id] = Entry(subscription: subscription)
        }
        // They outlive the request on purpose: they end with the subscription, whose removal cancels them.
        let id = subscription.id
        let watches = [
            Task { [weak self] in
                for await event in events {
                    guard let self, await self.tell(id, of: event, in: mailbox) else { return }
                }
            },
            Task { [weak self] in
                for await _ in endings { await self?.look(at: id) }
            },
        ]
        let expiry = expiry(of: subscription)
        entries.withLock { entries in
            if entries[id] == nil { Entry(subscription: subscription, watches: watches, expiry: expiry).cancel() }
            entries[id]?.watches = watches
            entries[id]?.expiry = expiry
        }
    }

    /// Looks at a subscription when its token has run out.
    private func expiry(of subscription: Subscription) -> Task<Void, Never> {
        let (id, clock) = (subscription.id, sandbox.clock)
        let moment = Double(subscription.grant.expiresAt.secondsSince1970)
        return Task { [weak self] in
            await clock.wait(until: moment, atMost: .seconds(7 * 86_400))
            if !Task.isCancelled { await self?.look(at: id) }
        }
    }

    /// An app sees its own.
    func list(of client: GUID, in tenant: GUID) -> [Subscription] {
        let now = sandbox.clock.now
        return entries.withLock { $0.values.map(\.subscription) }
            .filter { $0.grant.client == client && $0.grant.tenant == tenant && $0.expiresAt > now }
            .sorted { $0.id.description < $1.id.description }
    }

    func subscription(_ id: GUID?, of grant: AccessGrant) throws(GraphError) -> Subscription {
        let found = list(of: grant.client, in: grant.tenant).first { $0.id == id }
        guard let found else { throw .subscriptionNotFound }
        return found
    }

    func change(_ id: GUID, _ change: (inout Subscription) -> Void) {
        entries.withLock { entries in
            guard var entry = entries[id] else { return }
            change(&entry.subscription)
            entries[id] = entry
        }
    }

    /// Another token stands for it; that it did not hear of something meanwhile it is told now.
    func authorise(_ id: GUID, by grant: AccessGrant, _ token: Secret<String>) {
        let missed = entries.withLock { entries -> Subscription? in
            guard var entry = entries[id] else { return nil }
            let missed = entry.subscription.missedSomething
            (entry.subscription.grant, entry.subscription.token) = (grant, token)
            (entry.subscription.waitsForToken, entry.subscription.missedSomething) = (false, false)
            entry.expiry?.cancel()
            entry.expiry = expiry(of: entry.subscription)
            entries[id] = entry
            return missed ? entry.subscription : nil
        }
        // Nobody waits for it: the answer goes out meanwhile.
        if let missed { Task { await messenger.post(.missed, about: missed) } }
    }

    func remove(_ id: GUID) { entries.withLock { $0.removeValue(forKey: id) }?.cancel() }
}
