internal import Domain
internal import Tenant

/// One request that was let in to a mailbox. All that the `GraphCall` has can be asked of it.
@dynamicMemberLookup
struct MailboxCall: Sendable {
    private var call: GraphCall
    let grant: AccessGrant
    let owner: Person
    let mailbox: Tenant.Mailbox
    /// The signed-in person's own mailbox. False for apps that act for themselves.
    let isOwn: Bool

    init(call: GraphCall, grant: AccessGrant, owner: Person, mailbox: Tenant.Mailbox, isOwn: Bool) {
        self.call = call
        self.grant = grant
        self.owner = owner
        self.mailbox = mailbox
        self.isOwn = isOwn
    }

    /// The same call with other options.
    func with(_ options: QueryOptions) -> MailboxCall {
        var copy = self
        copy.call.options = options
        return copy
    }

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

    /// This request's own address with another query: what links in answers are.
    func link(query: String) -> String { call.link(query: query) }

    /// Of what is said to be nobody's in particular.
    func sharedContext(_ fragment: String) -> String { call.context(fragment) }

    /// `users('<id>')/` and what follows it.
    func context(_ fragment: String) -> String { call.context("users('\(owner.id)')/\(fragment)") }

    /// Whether the token lets this call show more than `Mail.ReadBasic` does.
    var showsContent: Bool {
        GraphPermission.read.isMet(by: grant, onOwnMailbox: isOwn || !call.sandbox.facts[Facts.sharedScopesNeeded])
    }
}
