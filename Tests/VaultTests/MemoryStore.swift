import Synchronization
import Vault

/// A store in memory that can be cut off: from its n-th change on it fails, as if the process had been killed there.
final class MemoryStore: RecordStore {
    struct Contents: Sendable {
        var keyring: [UInt8]?
        var records: [RecordKey: StoredRecord] = [:]
    }
    private struct State {
        var contents: Contents
        /// Changes that may still happen.
        var changesLeft: Int
        var changes = 0
        /// Whether the change that fails is carried out all the same, and only its answer is lost.
        let losesOnlyTheAnswer: Bool
    }
    private let state: Mutex<State>

    init(_ contents: Contents = Contents(), failingAfter changes: Int = .max, losingOnlyTheAnswer: Bool = false) {
        state = Mutex(State(contents: contents, changesLeft: changes, losesOnlyTheAnswer: losingOnlyTheAnswer))
    }

    /// What a restarted program would find.
    var contents: Contents {
        get { state.withLock { $0.contents } }
        set { state.withLock { $0.contents = newValue } }
    }

    /// Changes that were made or tried.
    var changes: Int { state.withLock { $0.changes } }

    private func change<Result>(_ body: (inout Contents) -> Result) throws(VaultError) -> Result {
        let result: Result? = state.withLock { (state) in
            state.changes += 1
            defer { state.changesLeft -= 1 }
            if state.changesLeft > 0 { return body(&state.contents) }
            if state.changesLeft == 0, state.losesOnlyTheAnswer { _ = body(&state.contents) }
            return nil
        }
        guard let result else { throw .storage("cut off") }
        return result
    }

    func keyring() -> [UInt8]? { contents.keyring }

    func replaceKeyring(_ keyring: [UInt8], expecting expected: [UInt8]?) throws(VaultError) -> Bool {
        try change { (contents) in
            guard contents.keyring == expected else { return false }
            contents.keyring = keyring
            return true
        }
    }

    func record(_ key: RecordKey) -> StoredRecord? { contents.records[key] }

    func replace(_ record: StoredRecord, expecting revision: Int64?) throws(VaultError) -> Bool {
        try change { (contents) in
            guard contents.records[record.key]?.revision == revision else { return false }
            contents.records[record.key] = record
            return true
        }
    }

    func rewrap(_ records: [StoredRecord]) throws(VaultError) {
        try change { (contents) in
            for record in records where contents.records[record.key]?.revision == record.revision {
                contents.records[record.key] = record
            }
        }
    }

    func remove(_ key: RecordKey, expecting revision: Int64) throws(VaultError) -> Bool {
        try change { (contents) in
            guard contents.records[key]?.revision == revision else { return false }
            contents.records[key] = nil
            return true
        }
    }

    func remove(_ key: RecordKey) throws(VaultError) { try change { $0.records[key] = nil } }

    func ids(of type: RecordType) -> [String] {
        contents.records.keys.filter { $0.type == type }.map(\.id).sorted()
    }

    func records(notUnder keyID: KeyID, after key: RecordKey?, limit: Int) -> [StoredRecord] {
        let others = contents.records.values.filter { $0.keyID != keyID }.sorted { Self.precedes($0.key, $1.key) }
        return Array(others.drop { (record) in key.map { !Self.precedes($0, record.key) } ?? false }.prefix(limit))
    }

    func count(notUnder keyID: KeyID?) -> (records: Int, others: Int) {
        let records = contents.records.values
        return (records.count, records.count { $0.keyID != keyID })
    }

    private static func precedes(_ left: RecordKey, _ right: RecordKey) -> Bool {
        (left.type.rawValue, left.id) < (right.type.rawValue, right.id)
    }
}
