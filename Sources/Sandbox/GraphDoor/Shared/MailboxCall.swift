internal import Domain
internal import Tenant

/// One request that was let in to a mailbox. All that the `GraphCall` has can be asked of it.
@dynamicMemberLookup
struct MailboxCall: Sendable {
    var call: GraphCall
    let grant: AccessGrant
    let owner: Person
    let mailbox: Tenant.Mailbox
    /// The signed-in person's own mailbox. False for apps that act for themselves.
    let isOwn: Bool

    subscript<Value>(dynamicMember member: KeyPath<GraphCall, Value>) -> Value { call[keyPath: member] }
    subscript(parameter: String) -> String { call[parameter] }

    /// A copy of the mailbox as it is now. It shares all storage until somebody changes the mailbox.
    var state: MailboxState { mailbox.read { $0 } }

    var now: Timestamp { call.sandbox.clock.now }

    /// The ids of this mailbox's items, of the kind that `Prefer` asked for.
    var ids: GraphIDs {
        GraphIDs(
            mailbox: owner.id, immutable: call.prefer.immutableIDs && call.sandbox.facts[Facts.immutableIDsHonoured],
            needPrefer: call.sandbox.facts[Facts.immutableIDsNeedPrefer],
            changeOnMove: call.sandbox.facts[Facts.idsChangeOnMove],
            missingFolder: call.sandbox.facts[Facts.missingFolderCode])
    }

    /// `users('<id>')/` and what follows it.
    func context(_ fragment: String) -> String { call.context("users('\(owner.id)')/\(fragment)") }

    /// Whether the token lets this call show more than `Mail.ReadBasic` does.
    var showsContent: Bool {
        GraphPermission.read.isMet(by: grant, onOwnMailbox: isOwn || !call.sandbox.facts[Facts.sharedScopesNeeded])
    }
}
