internal import Synchronization
internal import Tenant

/// What search folders found so far: letters are grown once for each change of a message, not for each look.
final class SearchFolderMemory: Sendable {
    struct Key: Hashable, Sendable {
        var mailbox: GUID
        var filter: String
    }
    struct Verdict: Sendable {
        let changed: ChangeNumber
        let isFound: Bool
    }
    private let verdicts = Mutex<[Key: [MessageNumber: Verdict]]>([:])

    subscript(key: Key) -> [MessageNumber: Verdict] {
        get { verdicts.withLock { $0[key] ?? [:] } }
        set { verdicts.withLock { $0[key] = newValue } }
    }
}
