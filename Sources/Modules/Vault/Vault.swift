package import Cryptography
internal import Domain

/// Keeps secrets sealed in a `RecordStore`, and holds the one key that opens them.
///
/// Whatever happens to a single record concerns that record alone. Changes run one at a time, so that a record is never
/// written under a key that a rotation is just forgetting; reads pass freely.
package actor Vault {
    enum State {
        /// `open(with:)` has not been called.
        case unread
        case uninitialized
        case corrupt(String)
        case sealed(Keyring, wrongKey: Bool)
        case open(Keyring, OpenKeys, by: SlotKind)
    }
    let store: any RecordStore
    /// How dear a new passphrase slot is made.
    let passphraseCost: ScryptParameters
    var state = State.unread
    /// For a person: why the vault is not open.
    var detail: String?
    private var isChanging = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init(store: any RecordStore, passphraseCost: ScryptParameters = .recommended) {
        self.store = store
        self.passphraseCost = passphraseCost
    }

    /// Begins a change; the next one waits for `endChange`.
    func beginChange() async {
        guard isChanging else {
            isChanging = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func endChange() {
        if waiting.isEmpty { isChanging = false } else { waiting.removeFirst().resume() }
    }

    /// What can be told without opening anything.
    package func status() async -> VaultReport {
        do throws(VaultError) {
            return try await report()
        } catch {
            return VaultReport(state: .corrupt, detail: "the vault's database cannot be read")
        }
    }

    private func report() async throws(VaultError) -> VaultReport {
        switch state {
        case .unread: return VaultReport(state: .sealed, detail: "the vault was not read yet")
        case .uninitialized: return VaultReport(state: .uninitialized, detail: detail)
        case .corrupt(let reason): return VaultReport(state: .corrupt, detail: reason)
        case .sealed(let keyring, let wrongKey):
            return try await report(on: keyring, wrongKey ? .wrongKey : .sealed, openedBy: nil)
        case .open(let keyring, _, let slot): return try await report(on: keyring, .open, openedBy: slot)
        }
    }

    private func report(
        on keyring: Keyring, _ state: VaultReport.State, openedBy: SlotKind?
    ) async throws(VaultError) -> VaultReport {
        let (records, others) = try await store.count(notUnder: keyring.current)
        return VaultReport(
            state: state, slots: keyring.slots.map(\.kind), openedBy: openedBy, keyID: keyring.current,
            records: records, pendingRewraps: others, isRotating: keyring.previous != nil, detail: detail)
    }

    /// The keys, or why there are none.
    func openKeys() throws(VaultError) -> OpenKeys {
        switch state {
        case .open(_, let keys, _): return keys
        case .corrupt: throw .corrupt(nil)
        case .sealed(_, wrongKey: true): throw .wrongKey
        case .sealed, .uninitialized, .unread: throw .sealed
        }
    }
}

extension VaultError {
    /// A failure of libcrypto in itself: damage is told apart before it comes to this.
    init(_ error: CryptographyError) { self = .storage("cryptography failed: \(error)") }
}
