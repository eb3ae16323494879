import Domain

/// What a client can ask of the door.
enum IMAPCommand: Sendable {
    case capability, noop, logout, id, namespace, idle
    case check, close, unselect, expunge
    case authenticate(mechanism: String, initialResponse: [UInt8]?)
    case login(user: [UInt8])
    case enable([String])
    case select([UInt8], readsOnly: Bool)
    case create([UInt8])
    case delete([UInt8])
    case rename([UInt8], to: [UInt8])
    case subscribe([UInt8], isOn: Bool)
    case list(reference: [UInt8], pattern: [UInt8], subscribed: Bool)
    case status([UInt8], [StatusItem])
    case append(Append)
    case expungeUIDs(IMAPSequenceSet)
    case search(IMAPSearchKey, byUID: Bool)
    case fetch(IMAPSequenceSet, [IMAPFetchItem], byUID: Bool)
    case store(IMAPSequenceSet, FlagChange, byUID: Bool)
    case copy(IMAPSequenceSet, to: [UInt8], byUID: Bool)
    case move(IMAPSequenceSet, to: [UInt8], byUID: Bool)

    enum StatusItem: String, Sendable, CaseIterable {
        case messages = "MESSAGES"
        case recent = "RECENT"
        case uidNext = "UIDNEXT"
        case uidValidity = "UIDVALIDITY"
        case unseen = "UNSEEN"
    }

    struct Append: Sendable {
        var mailbox: [UInt8]
        var flags: [IMAPFlag]
        var date: Timestamp?
        var message: [UInt8]
    }

    struct FlagChange: Sendable {
        enum Mode: Sendable { case replace, add, remove }
        var mode: Mode
        var isSilent: Bool
        var flags: [IMAPFlag]
        /// Keywords are shown, so replacing all flags replaces them too.
        var replacesKeywords: Bool
    }

    /// Where in a session it may be given (RFC 3501, section 3).
    enum Stage: Sendable { case any, notAuthenticated, authenticated, selected }

    var stage: Stage {
        switch self {
        case .capability, .noop, .logout, .id: .any
        case .authenticate, .login: .notAuthenticated
        case .namespace, .idle, .enable, .select, .create, .delete, .rename, .subscribe, .list, .status, .append:
            .authenticated
        case .check, .close, .unselect, .expunge, .expungeUIDs, .search, .fetch, .store, .copy, .move: .selected
        }
    }
}
