package import Domain
internal import Synchronization

/// The clients of all accounts: made when first needed, used again, and dropped when an account's settings change.
package final class Backends: Sendable {
    private struct Entry {
        var account: Account
        var backend: Backend
    }
    private let entries = Mutex<[AccountID: Entry]>([:])
    private let factory: any BackendFactory
    private let credentials: any CredentialSource

    /// How much the messages of all accounts may hold in memory, in bytes.
    let heldBytes: Int

    package init(
        factory: any BackendFactory, credentials: any CredentialSource, heldBytes: Int = Backends.usualHeldBytes
    ) {
        self.factory = factory
        self.credentials = credentials
        self.heldBytes = heldBytes
    }

    /// 256 MiB.
    package static let usualHeldBytes = 268_435_456

    package func backend(for account: Account) -> Backend {
        let (backend, replaced) = entries.withLock { entries -> (Backend, Backend?) in
            let known = entries[account.id]
            if let known, Self.isSame(known.account, account) { return (known.backend, nil) }
            let made = Backend(
                clients: factory.clients(
                    for: account, using: ServersCredentials(account: account, source: credentials)),
                reads: known?.backend.reads ?? AccountGate(running: 8),
                sends: known?.backend.sends ?? AccountGate(running: 3),
                room: known?.backend.room ?? MessageRoom.part(bytes: heldBytes))
            entries[account.id] = Entry(account: account, backend: made)
            return (made, known?.backend)
        }
        if let replaced { Self.closeAside(replaced) }
        return backend
    }

    /// Outlives the caller, who should not wait for the goodbyes of connections that nobody uses any more.
    private static func closeAside(_ backend: Backend) { Task { await backend.close() } }

    /// Clients that nobody else gets: for trying settings that are not saved.
    func passing(for account: Account, using credentials: any CredentialSource) -> Backend {
        Backend(
            clients: factory.clients(for: account, using: credentials), reads: AccountGate(running: 1),
            sends: AccountGate(running: 1), room: MessageRoom.part(bytes: heldBytes))
    }

    package func drop(_ account: AccountID) async {
        let dropped = entries.withLock { $0.removeValue(forKey: account) }
        await dropped?.backend.close()
    }

    /// Like `drop`, and the connections end by themselves.
    func dropAside(_ account: AccountID) {
        if let dropped = entries.withLock({ $0.removeValue(forKey: account) }) { Self.closeAside(dropped.backend) }
    }

    package func closeAll() async {
        let all = entries.withLock { entries in
            defer { entries = [:] }
            return Array(entries.values)
        }
        await withDiscardingTaskGroup { group in
            for entry in all { group.addTask { await entry.backend.close() } }
        }
    }

    /// Whether clients made for one serve the other: all but the names for people, and what is remembered.
    private static func isSame(_ one: Account, _ other: Account) -> Bool {
        var renamed = one
        renamed.name = other.name
        renamed.identity = other.identity
        renamed.returnedMailboxes = other.returnedMailboxes
        return renamed == other
    }
}
