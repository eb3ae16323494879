internal import Domain
internal import JSON
internal import Synchronization
internal import Tenant

/// What subscribers hear, and when they hear nothing (reference sheet §C12).
extension SubscriptionDesk {
    /// Tells a subscriber of what did not happen by itself. False when there is no such subscription.
    func force(_ event: LifecycleEvent, on id: GUID) async -> Bool {
        guard let subscription = entries.withLock({ $0[id]?.subscription }) else { return false }
        switch event {
        case .missed: await messenger.post(.missed, about: subscription)
        case .reauthorizationRequired: await askForToken(id)
        case .subscriptionRemoved: await end(id)
        }
        return true
    }

    /// False once there is nobody to tell any more.
    func tell(_ id: GUID, of event: MailboxEvent, in mailbox: Tenant.Mailbox) async -> Bool {
        guard let subscription = await look(at: id) else { return false }
        let state = mailbox.read { $0 }
        let notices = Notices(subscription: subscription, facts: sandbox.facts).notices(of: event, in: state)
        guard event.kind == .resync || !notices.isEmpty else { return true }
        let waits = entries.withLock { entries in
            guard entries[id]?.subscription.waitsForToken == true else { return false }
            entries[id]?.subscription.missedSomething = true
            return true
        }
        if waits { return true }
        if event.kind == .resync {
            await messenger.post(.missed, about: subscription)
        } else {
            await messenger.post(["value": .array(notices)], to: subscription.notificationURL)
        }
        return true
    }

    /// The subscription, if there still is one; says so when it ends now or its token has.
    @discardableResult
    func look(at id: GUID) async -> Subscription? {
        guard let subscription = entries.withLock({ $0[id]?.subscription }) else { return nil }
        guard subscription.expiresAt > sandbox.clock.now else {
            remove(id)
            return nil
        }
        guard isAuthorised(subscription) else {
            await end(id)
            return nil
        }
        if !isTokenGood(subscription) { await askForToken(id) }
        return subscription
    }

    private func isTokenGood(_ subscription: Subscription) -> Bool {
        subscription.token.withExposed { (try? TokenGate(sandbox).grant(for: $0, at: .graph)) != nil }
    }

    /// Once for each token.
    private func askForToken(_ id: GUID) async {
        let asked = entries.withLock { entries -> Subscription? in
            guard let subscription = entries[id]?.subscription, !subscription.waitsForToken else { return nil }
            entries[id]?.subscription.waitsForToken = true
            return subscription
        }
        if let asked { await messenger.post(.reauthorizationRequired, about: asked) }
    }

    /// Said before its watches are cancelled, since one of them may be who says it.
    private func end(_ id: GUID) async {
        guard let entry = entries.withLock({ $0.removeValue(forKey: id) }) else { return }
        await messenger.post(.subscriptionRemoved, about: entry.subscription)
        entry.cancel()
    }

    /// Whether the subscriber still may see the mailbox: consent can be withdrawn.
    private func isAuthorised(_ subscription: Subscription) -> Bool {
        let grant = subscription.grant
        let person: GUID? = if case .person(let id) = grant.principal { id } else { nil }
        let consents = sandbox.directory.consents(
            client: grant.client, tenant: grant.tenant, person: person, audience: .graph)
        return !consents.isDisjoint(with: grant.permissions)
    }
}
