internal import Doorway
internal import Tenant

/// Deletes messages: softly, or for good (reference sheet §C9).
enum MessageDeletion {
    static func delete(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let place: Removal =
            switch call.facts[Facts.deleteGoesTo] {
            case .recoverableItems: .recoverable
            case .deletedItems: .deletedItems
            }
        do throws(GraphError) {
            try remove(call, to: place)
        } catch {
            guard error == .itemNotFound, call.facts[Facts.deleteMissing] == .cannotDelete else { throw error }
            throw .cannotDelete
        }
        return .empty(204)
    }

    static func deletePermanently(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try remove(call, to: .purged)
        return .empty(204)
    }

    private static func remove(_ call: MailboxCall, to place: Removal) throws(GraphError) {
        try call.change { (state) throws(GraphError) in
            let message = try call.message(in: state)
            try call.checkIfMatch(message)
            _ = try call.translating { () throws(MailboxError) in try state.remove(message.number, to: place) }
        }
    }
}
