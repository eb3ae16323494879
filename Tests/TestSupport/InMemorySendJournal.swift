package import Domain
package import Mail

/// A journal that is gone with the process, and that fails where a test wants it to.
package actor InMemorySendJournal: SendJournal {
    package enum Step: Sendable, Hashable {
        case opening, handingOver, finishing
    }
    package private(set) var entries: [SendEntry] = []
    private var failing: Set<Step> = []
    private var waiting: [CheckedContinuation<SendEntry, Never>] = []

    package init() {}

    /// Writes of this kind fail from now on.
    package func fail(at steps: Step...) { failing = Set(steps) }

    /// The first entry with a final state, as soon as there is one.
    package func firstFinished() async -> SendEntry {
        if let finished = entries.first(where: Self.isFinished) { return finished }
        return await withCheckedContinuation { waiting.append($0) }
    }

    package func open(_ entry: SendEntry) throws(MailError) -> JournalOpening {
        try check(.opening)
        if let key = entry.idempotencyKey,
            let known = entries.first(where: { $0.account == entry.account && $0.idempotencyKey == key })
        {
            return .known(known)
        }
        entries.append(entry)
        return .opened
    }

    package func update(_ id: String, to state: SendState) throws(MailError) {
        switch state {
        case .accepted: break
        case .handedOver: try check(.handingOver)
        case .sent, .failed, .unknown: try check(.finishing)
        }
        guard let index = entries.firstIndex(where: { $0.id == id }) else { throw .storage("no such entry") }
        entries[index].state = state
        guard Self.isFinished(entries[index]) else { return }
        for waiter in waiting { waiter.resume(returning: entries[index]) }
        waiting = []
    }

    package func reopen(_ id: String, by way: MailServiceKind, to envelope: Envelope) throws(MailError) {
        try update(id, to: .accepted)
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
        entries[index].way = way
        entries[index].envelope = envelope
    }

    package func entry(_ id: String) throws(MailError) -> SendEntry? { entries.first { $0.id == id } }

    package func entry(of account: AccountID, under key: String) throws(MailError) -> SendEntry? {
        entries.first { $0.account == account && $0.idempotencyKey == key }
    }

    package func forget(finishedBefore moment: Timestamp) {
        entries.removeAll { Self.isFinished($0) && $0.createdAt < moment }
    }

    package func unfinished() throws(MailError) -> [String] { entries.filter { !Self.isFinished($0) }.map(\.id) }

    private func check(_ step: Step) throws(MailError) {
        if failing.contains(step) { throw .storage("the disk is full") }
    }

    private static func isFinished(_ entry: SendEntry) -> Bool {
        switch entry.state {
        case .accepted, .handedOver: false
        case .sent, .failed, .unknown: true
        }
    }
}
