import Synchronization

/// One person's mail, as all doors see it.
package final class Mailbox: Sendable {
    package let owner: GUID
    private let grower: any Grower
    private let state: Mutex<MailboxState>
    private let watchers = Mutex<[Int: AsyncStream<MailboxEvent>.Continuation]>([:])
    private let lastWatcher = Atomic(0)
    /// How many events wait for one watcher before they become a `.resync`.
    private static let patience = 256

    package init(owner: GUID, state: MailboxState) {
        self.owner = owner
        grower = state.grower
        var state = state
        state.tidy()
        _ = state.takeEvents()
        self.state = Mutex(state)
    }

    /// Looks at the mailbox while nobody changes it. Keep it short: letters can be grown outside, by `letter(of:)`.
    package func read<R: Sendable, E: Error>(_ body: (MailboxState) throws(E) -> R) throws(E) -> R {
        try state.withLock { state throws(E) -> R in try body(state) }
    }

    /// Changes the mailbox; watchers hear of it once it is done. What happened before an error is thrown stays.
    package func change<R: Sendable, E: Error>(_ body: (inout MailboxState) throws(E) -> R) throws(E) -> R {
        try state.withLock { state throws(E) -> R in
            defer {
                state.tidy()
                // Under the lock, so that watchers hear of changes in the order in which they were made.
                tell(state.takeEvents())
            }
            return try body(&state)
        }
    }

    /// Changes the mailbox wholly or, when an error is thrown, not at all.
    package func changeWhole<R: Sendable, E: Error>(_ body: (inout MailboxState) throws(E) -> R) throws(E) -> R {
        try change { state throws(E) -> R in
            let before = state
            do throws(E) {
                return try body(&state)
            } catch {
                state = before
                throw error
            }
        }
    }

    /// What a message says; needs no lock.
    package func letter(of message: StoredMessage) -> Letter { message.letter(from: grower) }

    /// What happens from now on. A watcher that is slow gets a `.resync` for what it missed.
    package func changes() -> AsyncStream<MailboxEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: MailboxEvent.self, bufferingPolicy: .bufferingNewest(Self.patience))
        let id = lastWatcher.add(1, ordering: .relaxed).newValue
        continuation.onTermination = { [weak self] _ in self?.watchers.withLock { $0[id] = nil } }
        watchers.withLock { $0[id] = continuation }
        return stream
    }

    private func tell(_ events: [MailboxEvent]) {
        guard !events.isEmpty else { return }
        for watcher in watchers.withLock({ Array($0.values) }) {
            for event in events {
                // A full buffer dropped its oldest event; the last thing in it is then always a resync.
                if case .dropped = watcher.yield(event) { watcher.yield(.resync(upTo: event.change)) }
            }
        }
    }
}
