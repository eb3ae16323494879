import Synchronization
import Vault

/// A store in memory whose n-th change fails in one of several ways. It waits a little before everything, as a disk does, so
/// that what runs beside it gets in between.
final class MemoryStore: RecordStore {
    struct Contents: Sendable {
        var keyring: [UInt8]?
        var records: [RecordKey: StoredRecord] = [:]
    }
    enum Fault: CaseIterable {
        /// As if the process had been killed just before: this change and all after it fail.
        case cutOff
        /// As if it had been killed just after: this change happens, and nobody hears of it or of any other.
        case cutOffBehind
        /// This change happens and is said to have failed. All others are well.
        case lostAnswer
    }
    private struct State {
        var contents: Contents
        var changes = 0
        /// Happens once, between finding a record and handing it out.
        var interruption: (@Sendable () async -> Void)?
        var ignoresRewraps = false
    }
    private let state: Mutex<State>
    private let faultyChange: Int
    private let fault: Fault

    init(_ contents: Contents = Contents(), failingAt change: Int = .max, by fault: Fault = .cutOff) {
        state = Mutex(State(contents: contents))
        faultyChange = change
        self.fault = fault
    }

    /// What a restarted program would find.
    var contents: Contents {
        get { state.withLock { $0.contents } }
        set { state.withLock { $0.contents = newValue } }
    }

    func interruptNextReading(by interruption: @escaping @Sendable () async -> Void) {
        state.withLock { $0.interruption = interruption }
    }

    /// As if every record had changed in the meantime.
    func ignoreRewraps(_ ignores: Bool) { state.withLock { $0.ignoresRewraps = ignores } }

    /// Changes that were made or tried.
    var changes: Int { state.withLock { $0.changes } }

    private func change<Result>(_ body: (inout Contents) -> Result) async throws(VaultError) -> Result {
        await Task.yield()
        let result: Result? = state.withLock { (state) in
            let number = state.changes
            state.changes += 1
            if number < faultyChange || number > faultyChange && fault == .lostAnswer { return body(&state.contents) }
            if number == faultyChange, fault != .cutOff { _ = body(&state.contents) }
            return nil
        }
        guard let result else { throw .storage("cut off") }
        return result
    }

    func keyring() async -> [UInt8]? {
        await Task.yield()
        return contents.keyring
    }

    func replaceKeyring(_ keyring: [UInt8], expecting expected: [UInt8]?) async throws(VaultError) -> Bool {
        try await change { (contents) in
            guard contents.keyring == expected else { return false }
            contents.keyring = keyring
            return true
        }
    }

    func record(_ key: RecordKey) async -> StoredRecord? {
        await Task.yield()
        let (found, interruption) = state.withLock { (state) in
            defer { state.interruption = nil }
            return (state.contents.records[key], state.interruption)
        }
        await interruption?()
        return found
    }

    func replace(_ record: StoredRecord, expecting revision: Int64?) async throws(VaultError) -> Bool {
        try await change { (contents) in
            guard contents.records[record.key]?.revision == revision else { return false }
            contents.records[record.key] = record
            return true
        }
    }

    func rewrap(_ records: [StoredRecord]) async throws(VaultError) {
        let ignores = state.withLock { $0.ignoresRewraps }
        try await change { (contents) in
            for record in records where !ignores && contents.records[record.key]?.revision == record.revision {
                contents.records[record.key] = record
            }
        }
    }

    func remove(_ key: RecordKey) async throws(VaultError) { try await change { $0.records[key] = nil } }

    func ids(of type: RecordType) -> [String] {
        contents.records.keys.filter { $0.type == type }.map(\.id).sorted()
    }

    func records(notUnder keyID: KeyID, after key: RecordKey?, limit: Int) async -> [StoredRecord] {
        await Task.yield()
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
