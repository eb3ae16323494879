internal import Cryptography

/// The bytes of one record: version ‖ record key sealed under the key encryption key ‖ padded payload sealed under the record key.
package struct SealedRecord: Hashable, Sendable {
    static let version: UInt8 = 1
    /// Payloads are padded to a multiple of this, so that lengths tell little.
    static let step = 256
    /// The largest payload, in bytes: far above any secret, far below what hurts.
    static let maximumPayload = 1 << 20
    private static let wrappedKeyCount = AESGCM.keyCount + AESGCM.overhead

    let wrappedKey: [UInt8]
    let sealedPayload: [UInt8]

    /// `nil` for anything that this version does not write.
    package init?(decoding bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.byte() == Self.version, let key = reader.take(Self.wrappedKeyCount) else { return nil }
        let payload = reader.takeRest()
        let padded = payload.count - AESGCM.overhead
        guard padded > 0, padded % Self.step == 0, padded <= Self.paddedCount(of: Self.maximumPayload) else {
            return nil
        }
        wrappedKey = key
        sealedPayload = payload
    }

    /// Seals `payload` under a record key of its own.
    init(
        _ payload: [UInt8], key: RecordKey, revision: Int64, under master: MasterKey
    ) throws(CryptographyError) {
        let recordKey = KeyBytes.random(count: AESGCM.keyCount)
        wrappedKey = try AESGCM.seal(
            recordKey, key: master.encryptionKey,
            associatedData: Self.associatedData("record-key", key, revision, master))
        var padded = Self.pad(payload)
        defer { padded.wipe() }
        sealedPayload = try AESGCM.seal(
            padded, key: recordKey, associatedData: Self.associatedData("record-payload", key, revision, master))
    }

    package var encoded: [UInt8] { [Self.version] + wrappedKey + sealedPayload }

    /// `authenticationFailed` for anything but what was sealed under this key, in this place.
    func open(key: RecordKey, revision: Int64, under master: MasterKey) throws(CryptographyError) -> [UInt8] {
        let recordKey = try AESGCM.openKey(
            wrappedKey, key: master.encryptionKey,
            associatedData: Self.associatedData("record-key", key, revision, master))
        var padded = try AESGCM.open(
            sealedPayload, key: recordKey,
            associatedData: Self.associatedData("record-payload", key, revision, master))
        defer { padded.wipe() }
        guard let payload = Self.unpad(padded) else { throw .authenticationFailed }
        return payload
    }

    private static func associatedData(
        _ layer: String, _ key: RecordKey, _ revision: Int64, _ master: MasterKey
    ) -> [UInt8] {
        var data = LabelledBytes(layer)
        data.append([version])
        data.append(master.vaultID)
        data.append(key.type.rawValue)
        data.append(key.id)
        data.append(master.id.bytes)
        data.append(revision)
        return data.bytes
    }

    private static func paddedCount(of count: Int) -> Int { (count + 4 + step - 1) / step * step }

    /// Four bytes of length, the payload, zeros.
    private static func pad(_ payload: [UInt8]) -> [UInt8] {
        var padded = UInt32(payload.count).bigEndianBytes + payload
        padded += [UInt8](repeating: 0, count: paddedCount(of: payload.count) - padded.count)
        return padded
    }

    private static func unpad(_ padded: [UInt8]) -> [UInt8]? {
        let count = padded.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard padded.count >= 4, count <= maximumPayload, paddedCount(of: count) == padded.count else { return nil }
        return Array(padded[4..<(4 + count)])
    }
}
