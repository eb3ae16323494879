internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

extension MailboxCall {
    var facts: FactSheet { self.sandbox.facts }

    /// The message that the path names; when it names a folder too, the message has to be in it.
    func message(in state: MailboxState) throws(GraphError) -> StoredMessage {
        let message = try ids.message(self["message"], in: state)
        if self.parameters["folder"] != nil, try ids.folder(self["folder"], in: state).number != message.folder {
            throw .itemNotFound
        }
        return message
    }

    /// Does something to the mailbox while nobody else does; what the mailbox refuses is told in Graph's words.
    func change<R: Sendable>(
        _ body: (inout MailboxState) throws(GraphError) -> R
    ) throws(GraphError) -> R {
        try mailbox.change(body)
    }

    /// - Parameter ifDefault: what to say when the folder is a default one, which depends on what was wanted of it.
    func translating<R>(
        ifDefault: GraphError = .defaultFolderMove, _ body: () throws(MailboxError) -> R
    ) throws(GraphError) -> R {
        try GraphError.translating(facts, ifDefault: ifDefault, body)
    }

    /// A message that the client knows in another version is not touched.
    func checkIfMatch(_ message: StoredMessage) throws(GraphError) {
        guard facts[Facts.ifMatch], let wanted = self.request.headers["If-Match"], wanted != "*" else { return }
        guard wanted == "W/\"\(MessageJSON.changeKey(of: message))\"" else { throw .preconditionFailed }
    }

    func answer(_ status: Int, _ message: StoredMessage) -> WebResponse {
        .graph(MessageJSON(self, state).entity(message), status: status)
    }

    /// What moves and copies answer: with its type, and another context.
    func answer(moved message: StoredMessage) -> WebResponse {
        var members = MessageJSON(self, state).members(of: message)
        members["@odata.context"] = .string(sharedContext("message"))
        members["@odata.type"] = "#microsoft.graph.message"
        return .graph(.object(members), status: 201)
    }

    /// The folder that an action's `destinationId` names.
    func destination(in state: MailboxState, _ action: String) throws(GraphError) -> Folder {
        let parameters = try ActionParameters(
            try RequestBody.object(self.request, facts: facts), of: action, allowed: ["destinationId"])
        return try ids.folder(try parameters.requiredText("destinationId"), in: state)
    }
}
