import Synchronization

/// The access tokens that Entra issued, the newest 100,000 or so: doors ask it what a token allows.
package final class TokenLedger: Sendable {
    private struct Entry {
        var grant: AccessGrant
        var isRevoked = false
        var isExpired = false
    }
    private let clock: SandboxClock
    /// Those that ran out are kept too: a door says so.
    private let entries = BoundedStore<Entry>(capacity: 100_000)
    private let watchers = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private let lastWatcher = Atomic(0)

    package init(clock: SandboxClock) { self.clock = clock }

    /// Ticks when tokens were ended before their time.
    package func endings() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = lastWatcher.add(1, ordering: .relaxed).newValue
        continuation.onTermination = { [weak self] _ in self?.watchers.withLock { $0[id] = nil } }
        watchers.withLock { $0[id] = continuation }
        return stream
    }

    package func keep(_ token: String, _ grant: AccessGrant) {
        entries.put(Entry(grant: grant), under: token, until: .infinity)
    }

    /// What a token allows at a door. Expiry and revocation are judged before the audience.
    package func grant(for token: String, at audience: Audience) throws(TokenProblem) -> AccessGrant {
        guard let entry = entries.value(token, at: clock.seconds) else { throw .malformed }
        if entry.isRevoked { throw .revoked }
        if entry.isExpired || entry.grant.expiresAt <= clock.now { throw .expired }
        guard entry.grant.audience == audience else { throw .wrongAudience }
        return entry.grant
    }

    /// Revokes every token with which a person acts.
    package func revokeAll(of person: GUID) {
        amend({ $0.principal == .person(person) }, { $0.isRevoked = true })
    }

    /// Lets tokens be expired from now on: those of a person, of an app, of both; with nil and nil all of them.
    package func expireAll(of person: GUID?, client: GUID? = nil) {
        amend(
            { grant in
                (person.map { grant.principal == .person($0) } ?? true) && (client.map { grant.client == $0 } ?? true)
            }, { $0.isExpired = true })
    }

    private func amend(_ matches: (AccessGrant) -> Bool, _ change: (inout Entry) -> Void) {
        entries.changeAll { if matches($0.grant) { change(&$0) } }
        for watcher in watchers.withLock({ Array($0.values) }) { watcher.yield() }
    }
}
