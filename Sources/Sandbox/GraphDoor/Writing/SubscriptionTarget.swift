internal import Doorway
internal import Tenant

/// What a subscription watches: all messages of a mailbox, or those of one folder.
struct SubscriptionTarget: Sendable {
    let mailbox: Mailbox
    let folder: FolderNumber?

    /// `/me/messages`, `users/{id}/messages`, `me/mailFolders('inbox')/messages`.
    ///
    /// Shared permissions do not do: another mailbox needs an application permission (reference sheet §C12).
    init(_ resource: String, _ grant: AccessGrant, _ call: GraphCall) throws(GraphError) {
        let parts = resource.split(separator: "?", maxSplits: 1)
        guard parts.count == 1, let text = parts.first else {
            throw .validation("The sandbox watches resources without query options only.")
        }
        var segments = try GraphPath(encoded: "/v1.0/" + text).segments[...]
        let person: Person?
        switch segments.popFirst()?.lowercased() {
        case "me":
            guard case .person(let id) = grant.principal else { throw .delegatedOnly }
            person = call.sandbox.directory.person(id)
        case "users":
            let name = segments.popFirst() ?? ""
            person = call.sandbox.directory.person(named: name)
        default: throw Self.notSupported(resource)
        }
        guard let person, person.tenant == grant.tenant else { throw .subscriptionDenied }
        let isOwn = grant.principal == .person(person.id)
        let permission = GraphPermission.readBasic
        let held = grant.isApplication ? permission.application : isOwn ? permission.delegated : []
        guard !held.isDisjoint(with: grant.permissions) else { throw .subscriptionDenied }
        guard person.hasMailbox, let mailbox = call.sandbox.mailboxes.mailbox(of: person.id) else {
            throw .noMailbox
        }
        self.mailbox = mailbox
        folder = try Self.folder(Array(segments), resource, mailbox, call)
    }

    private static func folder(
        _ segments: [String], _ resource: String, _ mailbox: Mailbox, _ call: GraphCall
    ) throws(GraphError) -> FolderNumber? {
        let words = segments.map { $0.lowercased() }
        if words == ["messages"] { return nil }
        guard words.count == 3, words[0] == "mailfolders", words[2] == "messages" else {
            throw notSupported(resource)
        }
        let ids = GraphIDs(
            mailbox: mailbox.owner, immutable: true, needPrefer: false, changeOnMove: true,
            missingFolder: call.sandbox.facts[Facts.missingFolderCode])
        return try ids.folder(segments[1], in: mailbox.read { $0 }).number
    }

    private static func notSupported(_ resource: String) -> GraphError {
        .validation("The resource '\(resource.prefix(128))' is not supported.")
    }
}
