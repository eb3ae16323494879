internal import Domain
internal import JSON
internal import Tenant

/// What one subscription is told of an event (reference sheet §C12).
struct Notices: Sendable {
    let subscription: Subscription
    let facts: FactSheet

    private var ids: GraphIDs {
        GraphIDs(
            mailbox: subscription.mailbox, immutable: subscription.immutableIDs, needPrefer: false,
            changeOnMove: facts[Facts.idsChangeOnMove], missingFolder: facts[Facts.missingFolderCode])
    }

    func notices(of event: MailboxEvent, in state: MailboxState) -> [JSONValue] {
        guard let number = event.message, let folder = event.folder else { return [] }
        return happenings(event.kind, folder, state).filter { subscription.changes.contains($0.change) }.map {
            notice($0.change, number, in: $0.folder, state)
        }
    }

    private func happenings(
        _ kind: MailboxEvent.Kind, _ folder: FolderNumber, _ state: MailboxState
    ) -> [(change: Subscription.Change, folder: FolderNumber)] {
        switch kind {
        case .created: return watches(folder, state) ? [(.created, folder)] : []
        case .updated: return watches(folder, state) ? [(.updated, folder)] : []
        case .deleted: return watches(folder, state) ? [(.deleted, folder)] : []
        case .moved(let source):
            var happenings: [(Subscription.Change, FolderNumber)] = []
            let arrives = watches(folder, state)
            // With an id that stays, who watches the whole mailbox sees no message go, nor one that is being sent.
            let stays = subscription.folder == nil && subscription.immutableIDs
            let leaves = watches(source, state) && !(stays && (arrives || isOutbox(folder, state)))
            if leaves { happenings.append((.deleted, source)) }
            if arrives { happenings.append((.created, folder)) }
            return happenings
        case .resync: return []
        }
    }

    /// What a listing of the resource would show, but for the Outbox: who watches the whole mailbox hears of a draft
    /// that is sent when it was made and when it is in Sent Items (reference sheet §C7).
    private func watches(_ folder: FolderNumber, _ state: MailboxState) -> Bool {
        if let own = subscription.folder { return own == folder }
        return state.folder(folder)?.role != .recoverableItems && !isOutbox(folder, state)
    }

    private func isOutbox(_ folder: FolderNumber, _ state: MailboxState) -> Bool {
        state.folder(folder)?.role == .outbox
    }

    private func notice(
        _ change: Subscription.Change, _ message: MessageNumber, in folder: FolderNumber, _ state: MailboxState
    ) -> JSONValue {
        let id = ids.text(of: message, in: folder)
        let path = "Users/\(subscription.mailbox)/Messages/\(id)"
        var data: [String: JSONValue] = [
            "@odata.type": "#Microsoft.Graph.Message", "@odata.id": .string(path), "id": .string(id),
        ]
        if let stored = state.message(message) {
            data["@odata.etag"] = .string("W/\"\(MessageJSON.changeKey(of: stored))\"")
        }
        return [
            "id": .string(GUID.random().description), "subscriptionId": .string(subscription.id.description),
            "subscriptionExpirationDateTime": .string(subscription.expiresAt.description),
            "clientState": subscription.clientState.map { .string($0) } ?? .null,
            "changeType": .string(change.rawValue), "resource": .string(path),
            "tenantId": .string(subscription.grant.tenant.description), "resourceData": .object(data),
        ]
    }
}
