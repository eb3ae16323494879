internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// What is done at an upload session's own address (reference sheet §C5).
enum UploadSlices {
    static func put(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let (id, token) = try address(call)
        let now = call.sandbox.clock.now
        let facts = call.sandbox.facts
        let owner = try call.door.uploads.owner(id, token: token, at: now)
        guard let text = call.request.headers["Content-Range"], let range = ContentRange(text) else {
            throw .argument("The Content-Range header is missing or malformed.")
        }
        guard call.request.body.count <= facts[Facts.uploadSliceMaximum] else { throw .bodyTooLarge }
        let lane = call.door.throttle.lane(client: owner.client, mailbox: owner.mailbox)
        if let excess = call.door.throttle.upload(call.request.body.count, in: lane) {
            throw .throttled(excess, retryAfter: call.door.throttle.retryAfter(excess))
        }
        switch try call.door.uploads.take(call.request.body, range, id: id, token: token, facts: facts, at: now) {
        case .more(let session): return progress(of: session, call)
        case .complete(let session): return try attach(session, call)
        }
    }

    static func status(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let (id, token) = try address(call)
        return progress(of: try call.door.uploads.session(id, token: token, at: call.sandbox.clock.now), call)
    }

    static func cancel(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let (id, token) = try address(call)
        try call.door.uploads.close(id, token: token, at: call.sandbox.clock.now)
        return .empty(204)
    }

    private static func address(_ call: GraphCall) throws(GraphError) -> (id: String, token: String) {
        if call.sandbox.facts[Facts.uploadRefusesAuthorization], call.request.headers["Authorization"] != nil {
            throw .uploadToken
        }
        guard let token = call.options["authtoken"], !token.isEmpty else { throw .uploadToken }
        return (call["session"], token)
    }

    /// PascalCase, and ranges without a dash.
    private static func progress(of session: UploadSession, _ call: GraphCall) -> WebResponse {
        let user = "Users('\(session.mailbox)')"
        return .graph([
            "@odata.context": .string(
                "\(call.request.origin)/api/v2.0/$metadata#\(user)/Messages('\(call["message"])')"
                    + "/AttachmentSessions/$entity"),
            "ExpirationDateTime": .string(Uploads.preciseText(session.expiresAt)),
            "NextExpectedRanges": [.string("\(session.bytes.count)")],
        ])
    }

    /// The last slice has come: the draft gets its attachment.
    private static func attach(_ session: UploadSession, _ call: GraphCall) throws(GraphError) -> WebResponse {
        guard let mailbox = call.sandbox.mailboxes.mailbox(of: session.mailbox) else { throw .noMailbox }
        var attachment = LetterAttachment(
            number: 1, name: session.name, contentType: session.contentType, modifiedAt: call.sandbox.clock.now,
            kind: .file(.held(session.bytes)))
        attachment.isInline = session.isInline
        attachment.contentID = session.contentID
        let (message, attached) = try AttachmentWriting.attach(
            attachment, in: mailbox, facts: call.sandbox.facts, at: call.sandbox.clock.now
        ) { (state) throws(GraphError) in
            guard let message = state.message(session.message) else { throw GraphError.itemNotFound }
            return message
        }
        let user = PercentCoding.encode(call["user"])
        let immutable = ItemID(parsing: call["message"]).map { $0.target.isImmutable } ?? false
        let id = ItemID.text(
            .attachment(attached.number, of: message.number, in: immutable ? nil : message.folder),
            in: session.mailbox)
        let place =
            "\(call.request.origin)/api/v2.0/Users('\(user)')/Messages('\(PercentCoding.encode(call["message"]))')"
            + "/Attachments('\(PercentCoding.encode(id))')"
        return .empty(201, ["Location": place])
    }
}

extension ItemID.Target {
    /// Of the kind that a move does not change.
    var isImmutable: Bool {
        switch self {
        case .folder: true
        case .message(_, let folder), .attachment(_, _, let folder): folder == nil
        }
    }
}
