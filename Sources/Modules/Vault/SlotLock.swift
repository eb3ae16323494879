internal import Cryptography

/// The part of a slot that its owner's key opens; it stays as it is when the master key changes.
struct SlotLock: Hashable, Sendable {
    static let count = 1 + saltCount + 3 + checkCount + X25519.keyCount + sealedKeyCount
    static let saltCount = 16
    static let checkCount = 8
    private static let sealedKeyCount = X25519.keyCount + AESGCM.overhead

    let kind: SlotKind
    let salt: [UInt8]
    /// What stretches a passphrase; nothing else is stretched.
    let cost: ScryptParameters?
    /// Derived from the owner's key: tells a wrong key from a damaged slot.
    let check: [UInt8]
    let publicKey: [UInt8]
    let sealedPrivateKey: [UInt8]

    init?(from reader: inout ByteReader) {
        guard let kind = reader.byte().flatMap(SlotKind.init(rawValue:)), let salt = reader.take(Self.saltCount),
            let cost = reader.take(3), let check = reader.take(Self.checkCount),
            let publicKey = reader.take(X25519.keyCount), let sealed = reader.take(Self.sealedKeyCount)
        else { return nil }
        self.cost = kind == .passphrase ? Self.cost(cost) : nil
        guard kind == .passphrase ? self.cost != nil : cost == [0, 0, 0] else { return nil }
        self.kind = kind
        self.salt = salt
        self.check = check
        self.publicKey = publicKey
        sealedPrivateKey = sealed
    }

    /// A new lock. `ownerKey` is what was given, or what the passphrase was stretched to with this salt and cost.
    init(
        _ kind: SlotKind, ownerKey: KeyBytes, salt: [UInt8], cost: ScryptParameters?, vaultID: [UInt8]
    ) throws(CryptographyError) {
        let privateKey = KeyBytes.random(count: X25519.keyCount)
        let publicKey = try X25519.publicKey(of: privateKey)
        let check = try Self.derive("slot-check", kind, ownerKey, salt, count: Self.checkCount).withBytes { $0 }
        self.kind = kind
        self.salt = salt
        self.cost = cost
        self.check = check
        self.publicKey = publicKey
        sealedPrivateKey = try AESGCM.seal(
            privateKey, key: try Self.derive("slot-key", kind, ownerKey, salt),
            associatedData: Self.associatedData(vaultID, Self.head(kind, salt, cost) + check + publicKey))
    }

    var encoded: [UInt8] { Self.head(kind, salt, cost) + check + publicKey + sealedPrivateKey }

    /// Whether this is the key that the lock was made with.
    func fits(_ ownerKey: KeyBytes) throws(CryptographyError) -> Bool {
        let check = try Self.derive("slot-check", kind, ownerKey, salt, count: Self.checkCount)
        return check.withBytes { constantTimeEqual($0, self.check) }
    }

    func privateKey(with ownerKey: KeyBytes, vaultID: [UInt8]) throws(CryptographyError) -> KeyBytes {
        try AESGCM.openKey(
            sealedPrivateKey, key: try Self.derive("slot-key", kind, ownerKey, salt),
            associatedData: Self.associatedData(vaultID, Self.head(kind, salt, cost) + check + publicKey))
    }

    private static func derive(
        _ label: String, _ kind: SlotKind, _ key: KeyBytes, _ salt: [UInt8], count: Int = AESGCM.keyCount
    ) throws(CryptographyError) -> KeyBytes {
        var info = LabelledBytes(label)
        info.append(kind.label)
        return try HKDFSHA256.derive(from: key, salt: salt, info: info.bytes, count: count)
    }

    private static func associatedData(_ vaultID: [UInt8], _ fields: [UInt8]) -> [UInt8] {
        var data = LabelledBytes("slot-key")
        data.append(vaultID)
        data.append([KeySlot.version])
        data.append(fields)
        return data.bytes
    }

    private static func head(_ kind: SlotKind, _ salt: [UInt8], _ cost: ScryptParameters?) -> [UInt8] {
        let numbers = cost.map { [UInt8($0.cost.trailingZeroBitCount), UInt8($0.blockSize), UInt8($0.parallelism)] }
        return [kind.rawValue] + salt + (numbers ?? [0, 0, 0])
    }

    /// From log2 N, r and p, within bounds.
    private static func cost(_ bytes: [UInt8]) -> ScryptParameters? {
        guard bytes[0] < 64 else { return nil }
        return try? ScryptParameters(
            cost: 1 << UInt64(bytes[0]), blockSize: UInt64(bytes[1]), parallelism: UInt64(bytes[2]))
    }
}
