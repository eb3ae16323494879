internal import Domain
internal import JSON
internal import Synchronization
internal import Tenant
internal import Transport

/// Keeps subscriptions, watches mailboxes for them, and tells what happened (reference sheet §C12).
final class SubscriptionDesk: Sendable {
    private struct Entry {
        var subscription: Subscription
        var watch: Task<Void, Never>?
    }

    /// Of one mailbox, across apps.
    private static let most = 1_000

    private let sandbox: Sandbox
    private let messenger: Messenger
    private let entries = Mutex<[GUID: Entry]>([:])

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
        let events = mailbox.changes()
        let now = sandbox.clock.now
        try entries.withLock { (entries) throws(GraphError) in
            entries = entries.filter { entry in
                if entry.value.subscription.expiresAt <= now { entry.value.watch?.cancel() }
                return entry.value.subscription.expiresAt > now
            }
            guard entries.values.count(where: { $0.subscription.mailbox == mailbox.owner }) < Self.most else {
                throw GraphError(403, "Forbidden", "The mailbox has too many subscriptions.")
            }
            entries[subscription.id] = Entry(subscription: subscription)
        }
        // Outlives the request on purpose: it ends with the subscription, whose removal cancels it.
        let watch = Task { [weak self] in
            for await event in events {
                guard let self, await self.tell(subscription.id, of: event, in: mailbox) else { return }
            }
        }
        entries.withLock { entries in
            if entries[subscription.id] == nil { watch.cancel() }
            entries[subscription.id]?.watch = watch
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

    func remove(_ id: GUID) { entries.withLock { $0.removeValue(forKey: id) }?.watch?.cancel() }

    // MARK: Telling

    /// False once there is nobody to tell any more.
    private func tell(_ id: GUID, of event: MailboxEvent, in mailbox: Tenant.Mailbox) async -> Bool {
        guard let subscription = entries.withLock({ $0[id]?.subscription }),
            subscription.expiresAt > sandbox.clock.now
        else {
            remove(id)
            return false
        }
        guard isAuthorised(subscription) else {
            await say("subscriptionRemoved", about: subscription)
            remove(id)
            return false
        }
        if subscription.grant.expiresAt <= sandbox.clock.now {
            if !subscription.waitsForToken {
                change(id) { $0.waitsForToken = true }
                await say("reauthorizationRequired", about: subscription)
            }
            return true
        }
        if event.kind == .resync {
            await say("missed", about: subscription)
            return true
        }
        let state = mailbox.read { $0 }
        let notices = Notices(subscription: subscription, facts: sandbox.facts).notices(of: event, in: state)
        if !notices.isEmpty { await messenger.post(["value": .array(notices)], to: subscription.notificationURL) }
        return true
    }

    /// Whether the subscriber still may see the mailbox: consent can be withdrawn.
    private func isAuthorised(_ subscription: Subscription) -> Bool {
        let grant = subscription.grant
        let person: GUID? = if case .person(let id) = grant.principal { id } else { nil }
        let consents = sandbox.directory.consents(
            client: grant.client, tenant: grant.tenant, person: person, audience: .graph)
        return !consents.isDisjoint(with: grant.permissions)
    }

    private func say(_ event: String, about subscription: Subscription) async {
        guard let url = subscription.lifecycleURL else { return }
        let notice: JSONValue = [
            "subscriptionId": .string(subscription.id.description),
            "subscriptionExpirationDateTime": .string(subscription.expiresAt.description),
            "clientState": subscription.clientState.map { .string($0) } ?? .null, "lifecycleEvent": .string(event),
            "resource": .string(subscription.resource), "tenantId": .string(subscription.grant.tenant.description),
        ]
        await messenger.post(["value": [notice]], to: url)
    }
}
