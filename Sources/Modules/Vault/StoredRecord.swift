/// A record as it lies in the database.
package struct StoredRecord: Hashable, Sendable {
    package let key: RecordKey
    package let revision: Int64
    /// Names the key encryption key that it is sealed under.
    package let keyID: KeyID
    /// See `SealedRecord`.
    package let sealed: [UInt8]

    package init(key: RecordKey, revision: Int64, keyID: KeyID, sealed: [UInt8]) {
        self.key = key
        self.revision = revision
        self.keyID = keyID
        self.sealed = sealed
    }
}
