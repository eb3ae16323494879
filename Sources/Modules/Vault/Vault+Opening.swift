internal import Cryptography
internal import Domain

/// From a keyring and a key to an open vault.
extension Vault {
    /// Reads the keyring and opens it with the first source that fits; makes the vault, with one slot for each kind of source,
    /// when there is none. Call it once, at start.
    ///
    /// A wrong or missing key is no error: `status` tells. A source whose kind has no slot yet gets one, and of two sources of one
    /// kind the first takes the place of the second: this is how a key given from outside is exchanged.
    package func open(with sources: [KeySource]) async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        guard let bytes = try await store.keyring() else {
            state = .uninitialized
            if !sources.isEmpty { try await create(with: sources) }
            return
        }
        guard let keyring = Keyring(decoding: bytes) else {
            state = .corrupt("the vault's keyring is damaged, or was written by a newer version")
            return
        }
        try open(keyring, with: sources)
        try await adopt(sources)
    }

    private func create(with sources: [KeySource]) async throws(VaultError) {
        let vaultID = RandomBytes.make(Keyring.vaultIDCount)
        var keyring: Keyring
        let master: MasterKey
        do throws(CryptographyError) {
            master = try MasterKey.random(vaultID: vaultID)
            keyring = Keyring(vaultID: vaultID, current: master.id, slots: [])
            for source in sources.reversed() {
                keyring.put(try Self.slot(for: source, holding: master))
            }
        } catch {
            throw VaultError(error)
        }
        try await commit(keyring, replacing: nil)
        state = .open(keyring, OpenKeys(current: master), by: sources[0].kind.slot)
    }

    private func open(_ keyring: Keyring, with sources: [KeySource]) throws(VaultError) {
        state = .sealed(keyring, wrongKey: false)
        for source in sources {
            guard let slot = keyring.slot(source.kind.slot) else { continue }
            do throws(VaultError) {
                state = .open(keyring, try Self.keys(of: keyring, slot: slot, ownerKey: source.key), by: slot.kind)
                detail = nil
                return
            } catch .wrongKey {
                state = .sealed(keyring, wrongKey: true)
            } catch .corrupt {
                detail = "the \(slot.kind.label) slot of the vault is damaged"
            }
        }
    }

    /// What the slot holds: `wrongKey` when the key is not the slot's, `corrupt` when the slot is damaged.
    static func keys(of keyring: Keyring, slot: KeySlot, ownerKey: KeyBytes) throws(VaultError) -> OpenKeys {
        do throws(CryptographyError) {
            if try slot.lock.fits(ownerKey) {
                return try OpenKeys(try slot.master(with: ownerKey, vaultID: keyring.vaultID), of: keyring)
            }
        } catch {
            throw error == .authenticationFailed ? .corrupt(nil) : VaultError(error)
        }
        throw .wrongKey
    }

    private func adopt(_ sources: [KeySource]) async throws(VaultError) {
        guard case .open(let old, let keys, let by) = state else { return }
        var keyring = old
        do throws(CryptographyError) {
            for kind in [SlotKind.credential, .keyFile] {
                let given = sources.filter { $0.kind.slot == kind }
                if let first = given.first, try Self.isMissing(first, of: given, in: keyring) {
                    keyring.put(try Self.slot(for: first, holding: keys.current))
                }
            }
        } catch {
            throw VaultError(error)
        }
        guard keyring != old else { return }
        try await commit(keyring, replacing: old)
        state = .open(keyring, keys, by: by)
    }

    /// Whether `first` has no slot and may have one: the place is free, or belongs to another of the keys given.
    private static func isMissing(
        _ first: KeySource, of given: [KeySource], in keyring: Keyring
    ) throws(CryptographyError) -> Bool {
        guard let lock = keyring.slot(first.kind.slot)?.lock else { return true }
        guard try !lock.fits(first.key) else { return false }
        for other in given where try lock.fits(other.key) { return true }
        return false
    }

    private static func slot(for source: KeySource, holding master: MasterKey) throws(CryptographyError) -> KeySlot {
        let lock = try SlotLock(
            source.kind.slot, ownerKey: source.key, salt: RandomBytes.make(SlotLock.saltCount), cost: nil,
            vaultID: master.vaultID)
        return try KeySlot(lock, holding: master)
    }

    /// Writes the keyring. A store that fails half way leaves a doubt, which is settled by reading again.
    func commit(_ keyring: Keyring, replacing old: Keyring?) async throws(VaultError) {
        let bytes = keyring.encoded
        do throws(VaultError) {
            if try await store.replaceKeyring(bytes, expecting: old?.encoded) { return }
        } catch {
            guard let now = try? await store.keyring(), now == bytes else { throw error }
            return
        }
        throw .storage("somebody else changed the vault's keyring")
    }
}
