internal import Cryptography

/// The master key of one vault, and the keys that come from it by HKDF-SHA256 with the vault's id as salt.
struct MasterKey: Sendable {
    static let count = 32
    let key: KeyBytes
    let vaultID: [UInt8]
    /// Wraps the key of every record.
    let encryptionKey: KeyBytes
    /// Names `encryptionKey`, and so tells whether a master key is the right one.
    let id: KeyID

    init(_ key: KeyBytes, vaultID: [UInt8]) throws(CryptographyError) {
        self.key = key
        self.vaultID = vaultID
        encryptionKey = try HKDFSHA256.derive(from: key, salt: vaultID, info: LabelledBytes("kek").bytes)
        let name = try HKDFSHA256.derive(from: key, salt: vaultID, info: LabelledBytes("kek-id").bytes)
        id = KeyID(bytes: Array(name.withBytes { SHA256Digest.hash($0) }.prefix(KeyID.count)))
    }

    static func random(vaultID: [UInt8]) throws(CryptographyError) -> MasterKey {
        try MasterKey(.random(count: count), vaultID: vaultID)
    }

    /// The proof that a slot was written by someone who had this master key.
    func authenticate(slot: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let key = try HKDFSHA256.derive(from: key, salt: vaultID, info: LabelledBytes("slot-mac").bytes)
        return HMACSHA256.authenticate(slot, key: key)
    }

    /// The master key before this one, sealed, for as long as a rotation takes.
    func seal(previous: MasterKey) throws(CryptographyError) -> [UInt8] {
        try AESGCM.seal(previous.key, key: try previousKeyKey(), associatedData: previousData(of: previous.id))
    }

    func openPrevious(_ sealed: [UInt8], id: KeyID) throws(CryptographyError) -> MasterKey {
        let key = try AESGCM.openKey(sealed, key: try previousKeyKey(), associatedData: previousData(of: id))
        let previous = try MasterKey(key, vaultID: vaultID)
        guard previous.id == id else { throw .authenticationFailed }
        return previous
    }

    private func previousKeyKey() throws(CryptographyError) -> KeyBytes {
        try HKDFSHA256.derive(from: key, salt: vaultID, info: LabelledBytes("previous-master").bytes)
    }

    private func previousData(of previous: KeyID) -> [UInt8] {
        var data = LabelledBytes("previous-master")
        data.append(vaultID)
        data.append(id.bytes)
        data.append(previous.bytes)
        return data.bytes
    }
}
