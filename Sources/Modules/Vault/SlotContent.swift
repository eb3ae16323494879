internal import Cryptography

/// The master key, sealed to the public key of a slot: X25519 with a one-time key, HKDF, AES-256-GCM.
struct SlotContent: Hashable, Sendable {
    static let count = KeyID.count + X25519.keyCount + sealedCount
    private static let sealedCount = MasterKey.count + AESGCM.overhead

    /// Which master key is inside.
    let masterID: KeyID
    /// The one-time public key.
    let ephemeral: [UInt8]
    let sealedMaster: [UInt8]

    init?(from reader: inout ByteReader) {
        guard let id = reader.take(KeyID.count).map(KeyID.init(bytes:)),
            let ephemeral = reader.take(X25519.keyCount), let sealed = reader.take(Self.sealedCount)
        else { return nil }
        masterID = id
        self.ephemeral = ephemeral
        sealedMaster = sealed
    }

    init(sealing master: MasterKey, to lock: SlotLock) throws(CryptographyError) {
        let oneTime = KeyBytes.random(count: X25519.keyCount)
        let ephemeral = try X25519.publicKey(of: oneTime)
        let shared = try X25519.sharedSecret(of: oneTime, with: lock.publicKey)
        masterID = master.id
        self.ephemeral = ephemeral
        sealedMaster = try AESGCM.seal(
            master.key, key: try Self.key(shared, ephemeral, lock),
            associatedData: Self.associatedData(master.vaultID, master.id, lock))
    }

    var encoded: [UInt8] { masterID.bytes + ephemeral + sealedMaster }

    func open(
        with privateKey: KeyBytes, lock: SlotLock, vaultID: [UInt8]
    ) throws(CryptographyError) -> MasterKey {
        let shared = try X25519.sharedSecret(of: privateKey, with: ephemeral)
        let key = try AESGCM.openKey(
            sealedMaster, key: try Self.key(shared, ephemeral, lock),
            associatedData: Self.associatedData(vaultID, masterID, lock))
        let master = try MasterKey(key, vaultID: vaultID)
        guard master.id == masterID else { throw .authenticationFailed }
        return master
    }

    private static func key(
        _ shared: KeyBytes, _ ephemeral: [UInt8], _ lock: SlotLock
    ) throws(CryptographyError) -> KeyBytes {
        try HKDFSHA256.derive(
            from: shared, salt: ephemeral + lock.publicKey, info: LabelledBytes("slot-content").bytes)
    }

    private static func associatedData(_ vaultID: [UInt8], _ master: KeyID, _ lock: SlotLock) -> [UInt8] {
        var data = LabelledBytes("slot-content")
        data.append(vaultID)
        data.append(master.bytes)
        data.append(lock.encoded)
        return data.bytes
    }
}
