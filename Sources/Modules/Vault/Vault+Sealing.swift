internal import Cryptography
internal import Domain

/// From stored records to payloads and back.
extension Vault {
    func sealed(
        _ payload: [UInt8], as key: RecordKey, revision: Int64, under master: MasterKey
    ) throws(VaultError) -> StoredRecord {
        guard payload.count <= SealedRecord.maximumPayload else {
            throw .invalid("a secret has at most \(SealedRecord.maximumPayload) bytes")
        }
        do throws(CryptographyError) {
            let record = try SealedRecord(payload, key: key, revision: revision, under: master)
            return StoredRecord(key: key, revision: revision, keyID: master.id, sealed: record.encoded)
        } catch {
            throw VaultError(error)
        }
    }

    /// `corrupt` for a record that is not, to the last bit, what was sealed for this place.
    func opened(_ stored: StoredRecord) throws(VaultError) -> VaultRecord {
        guard let master = try openKeys().master(stored.keyID), let record = SealedRecord(decoding: stored.sealed)
        else { throw .corrupt(stored.key) }
        do throws(CryptographyError) {
            let payload = try record.open(key: stored.key, revision: stored.revision, under: master)
            return VaultRecord(payload: Secret(payload), revision: stored.revision)
        } catch {
            throw error == .authenticationFailed ? .corrupt(stored.key) : VaultError(error)
        }
    }
}
