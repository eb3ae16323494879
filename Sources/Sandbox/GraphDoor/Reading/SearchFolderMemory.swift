internal import Synchronization
internal import Tenant

/// What search folders found so far: letters are grown once for each change of a message, not for each look.
final class SearchFolderMemory: Sendable {
    struct Place: Hashable, Sendable {
        var mailbox: GUID
        var folder: FolderNumber
    }
    struct Findings: Sendable {
        /// What they were found by: another filter begins anew.
        let filter: String
        var verdicts: [MessageNumber: Verdict] = [:]
    }
    struct Verdict: Sendable {
        let changed: ChangeNumber
        let isFound: Bool
    }
    /// More folders than anybody looks into; beyond, all are searched once more.
    private static let most = 64

    private let findings = Mutex<[Place: Findings]>([:])

    func findings(in place: Place, by filter: String) -> Findings {
        let known = findings.withLock { $0[place] }
        return known?.filter == filter ? known ?? Findings(filter: filter) : Findings(filter: filter)
    }

    func keep(_ found: Findings, in place: Place) {
        findings.withLock { findings in
            if findings.count >= Self.most, findings[place] == nil { findings = [:] }
            findings[place] = found
        }
    }
}
