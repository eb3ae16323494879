internal import Cryptography

/// One way to the master key, as it is stored.
///
/// A slot has a key pair (X25519). Its private key is sealed under what the owner gives (credential, key file, passphrase); the
/// master key is sealed to its public key. So a rotation can give every slot the new master key although it has only the
/// public halves, and who knew only the old master key learns nothing of the new one.
package struct KeySlot: Hashable, Sendable {
    static let version: UInt8 = 1
    /// Bytes of every slot.
    static let count = 1 + SlotLock.count + SlotContent.count + SHA256Digest.count

    let lock: SlotLock
    let content: SlotContent
    /// By the master key over all bytes before: nobody without it can slip in a public key of his own.
    let authenticator: [UInt8]

    var kind: SlotKind { lock.kind }

    /// `nil` for anything that this version does not write.
    package init?(decoding bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.byte() == Self.version, let lock = SlotLock(from: &reader),
            let content = SlotContent(from: &reader), let authenticator = reader.take(SHA256Digest.count),
            reader.isAtEnd
        else { return nil }
        self.lock = lock
        self.content = content
        self.authenticator = authenticator
    }

    /// Locks `master` in.
    init(_ lock: SlotLock, holding master: MasterKey) throws(CryptographyError) {
        self.lock = lock
        content = try SlotContent(sealing: master, to: lock)
        authenticator = try master.authenticate(slot: Self.authenticated(lock, content))
    }

    package var encoded: [UInt8] { Self.authenticated(lock, content) + authenticator }

    /// The master key inside, for whoever has the slot's own key. `authenticationFailed` when the slot is damaged.
    func master(with slotKey: KeyBytes, vaultID: [UInt8]) throws(CryptographyError) -> MasterKey {
        let privateKey = try lock.privateKey(with: slotKey, vaultID: vaultID)
        let master = try content.open(with: privateKey, lock: lock, vaultID: vaultID)
        guard try isAuthentic(for: master) else { throw .authenticationFailed }
        return master
    }

    func isAuthentic(for master: MasterKey) throws(CryptographyError) -> Bool {
        constantTimeEqual(authenticator, try master.authenticate(slot: Self.authenticated(lock, content)))
    }

    private static func authenticated(_ lock: SlotLock, _ content: SlotContent) -> [UInt8] {
        [version] + lock.encoded + content.encoded
    }
}
