import Vault

/// What somebody who can write the disk may put where the vault's own bytes were, and what a key file may hold.
enum VaultFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "vault-record",
            { bytes in
                guard let record = SealedRecord(decoding: bytes) else { return }
                precondition(record.encoded == bytes)
            }
        ),
        (
            "vault-slot",
            { bytes in
                guard let slot = KeySlot(decoding: bytes) else { return }
                precondition(slot.encoded == bytes)
            }
        ),
        (
            "vault-keyring",
            { bytes in
                guard let keyring = Keyring(decoding: bytes) else { return }
                precondition(keyring.encoded == bytes)
            }
        ),
        ("vault-key", { _ = try? KeySource(.keyFile, contents: $0) }),
    ]
}
