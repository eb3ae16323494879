internal import Cryptography
package import Domain

/// The slot that a person opens.
extension Vault {
    /// The shortest passphrase that is taken, and the longest, in bytes.
    package static let passphraseBytes = 8...1_024

    /// Opens a sealed vault by its passphrase slot; makes the vault, with that slot, when there is none yet. An open vault stays
    /// open, and the passphrase is checked all the same: `wrongKey` when it is another, `conflict` when there is none. Takes half
    /// a second and 128 MiB, one caller after the other.
    package func unlock(_ passphrase: Secret<String>) async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        switch state {
        case .unread: throw .sealed
        case .corrupt: throw .corrupt(nil)
        case .uninitialized: try await create(with: passphrase)
        case .open(let keyring, _, _): _ = try await Self.keys(of: keyring, by: passphrase)
        case .sealed(let keyring, _):
            do throws(VaultError) {
                state = .open(keyring, try await Self.keys(of: keyring, by: passphrase), by: .passphrase)
                detail = nil
            } catch {
                if error == .wrongKey { state = .sealed(keyring, wrongKey: true) }
                throw error
            }
        }
    }

    private static func keys(
        of keyring: Keyring, by passphrase: Secret<String>
    ) async throws(VaultError) -> OpenKeys {
        guard let slot = keyring.slot(.passphrase), let cost = slot.lock.cost else {
            throw .conflict("the vault has no passphrase")
        }
        return try keys(
            of: keyring, slot: slot, ownerKey: try await stretch(passphrase, salt: slot.lock.salt, cost: cost))
    }

    /// Adds, replaces or (nil) removes the passphrase of an open vault.
    ///
    /// `conflict` when nothing else has shown that it opens the vault: there may be another slot whose key is long lost. It has,
    /// if the vault was not opened by the passphrase: every source is tried before anybody can give one.
    package func setPassphrase(_ passphrase: Secret<String>?) async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        _ = try openKeys()
        guard case .open(let old, let keys, let by) = state else { return }
        var keyring = old
        if let passphrase {
            keyring.put(try await newSlot(for: passphrase, holding: keys.current))
        } else {
            guard by != .passphrase else {
                throw .conflict(
                    "only the passphrase is known to open the vault: start with its credential or key file first")
            }
            keyring.slots.removeAll { $0.kind == .passphrase }
        }
        guard keyring != old else { return }
        try await commit(keyring, replacing: old)
        state = .open(keyring, keys, by: by)
    }

    private func create(with passphrase: Secret<String>) async throws(VaultError) {
        let vaultID = RandomBytes.make(Keyring.vaultIDCount)
        let master: MasterKey
        do throws(CryptographyError) {
            master = try MasterKey.random(vaultID: vaultID)
        } catch {
            throw VaultError(error)
        }
        let slot = try await newSlot(for: passphrase, holding: master)
        let keyring = Keyring(vaultID: vaultID, current: master.id, slots: [slot])
        try await commit(keyring, replacing: nil)
        state = .open(keyring, OpenKeys(current: master), by: .passphrase)
    }

    private func newSlot(
        for passphrase: Secret<String>, holding master: MasterKey
    ) async throws(VaultError) -> KeySlot {
        let count = passphrase.withExposed { $0.utf8.count }
        guard Self.passphraseBytes.contains(count) else {
            throw .invalid(
                "a passphrase has \(Self.passphraseBytes.lowerBound) to \(Self.passphraseBytes.upperBound) bytes")
        }
        let salt = RandomBytes.make(SlotLock.saltCount)
        let key = try await Self.stretch(passphrase, salt: salt, cost: passphraseCost)
        do throws(CryptographyError) {
            let lock = try SlotLock(
                .passphrase, ownerKey: key, salt: salt, cost: passphraseCost, vaultID: master.vaultID)
            return try KeySlot(lock, holding: master)
        } catch {
            throw VaultError(error)
        }
    }

    private static func stretch(
        _ passphrase: Secret<String>, salt: [UInt8], cost: ScryptParameters
    ) async throws(VaultError) -> KeyBytes {
        let bytes = passphrase.withExposed { Array($0.utf8.prefix(passphraseBytes.upperBound + 1)) }
        do throws(CryptographyError) {
            return try await Scrypt.deriveInBackground(passphrase: bytes, salt: salt, parameters: cost)
        } catch {
            throw VaultError(error)
        }
    }
}
