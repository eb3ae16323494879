internal import Doorway
internal import Tenant

/// Moves and copies messages (reference sheet §C9).
enum MessageMoves {
    static func move(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let message = try call.change { (state) throws(GraphError) in
            let message = try call.message(in: state)
            let folder = try call.destination(in: state, "move")
            return try call.translating { () throws(MailboxError) in
                try state.move(message.number, to: folder.number)
            }
        }
        return call.answer(moved: message)
    }

    static func copy(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let message = try call.change { (state) throws(GraphError) in
            let message = try call.message(in: state)
            let folder = try call.destination(in: state, "copy")
            return try call.translating { () throws(MailboxError) in
                try state.copy(message.number, to: folder.number)
            }
        }
        return call.answer(moved: message)
    }
}
