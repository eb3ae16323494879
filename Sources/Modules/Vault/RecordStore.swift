/// Where the vault keeps what it sealed. What returned without an error is durable; what threw may or may not have happened.
///
/// Every change says what it expects to replace and is refused (`false`) when something else is there, so that neither a
/// second process nor a lost answer can overwrite what is newer.
package protocol RecordStore: Sendable {
    /// The vault's keyring, or nil when there is no vault yet.
    func keyring() async throws(VaultError) -> [UInt8]?
    /// Replaces the keyring in one step; `expected` is what it was, nil for none.
    func replaceKeyring(_ keyring: [UInt8], expecting expected: [UInt8]?) async throws(VaultError) -> Bool

    func record(_ key: RecordKey) async throws(VaultError) -> StoredRecord?
    /// Writes a record in the place of the one with the expected revision; nil: of none.
    func replace(_ record: StoredRecord, expecting revision: Int64?) async throws(VaultError) -> Bool
    /// Writes the same records under another key, all in one transaction. Those whose revision has changed or which are gone
    /// are passed over.
    func rewrap(_ records: [StoredRecord]) async throws(VaultError)
    /// Removes whatever is there.
    func remove(_ key: RecordKey) async throws(VaultError)

    func ids(of type: RecordType) async throws(VaultError) -> [String]
    /// Records sealed under any other key than `keyID`, in an order that stays the same, after `key` in it.
    func records(notUnder keyID: KeyID, after key: RecordKey?, limit: Int) async throws(VaultError) -> [StoredRecord]
    /// How many records there are, and how many of them are sealed under any other key than `keyID`.
    func count(notUnder keyID: KeyID?) async throws(VaultError) -> (records: Int, others: Int)
}
