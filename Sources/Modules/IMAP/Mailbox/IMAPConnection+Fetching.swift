internal import Domain
internal import Mail

extension IMAPConnection {
    /// What the server says of one message; it is looked for in a fresh view before it is called missing.
    ///
    /// `hopes` are items that are asked for in the same round trip, whether or not the server has them.
    func fetch(
        _ uid: UInt32, of mailbox: [UInt8], uidValidity: UInt32, items: String, hopes: String? = nil,
        forWriting: Bool = false, until deadline: Deadline
    ) async throws(MailError) -> FetchedMessage {
        let commands = ([items] + (hopes.map { ["UID " + $0] } ?? [])).map { IMAPCommand("UID FETCH \(uid) (\($0))") }
        if let selected, selected.name == mailbox, selected.isReadOnly == !forWriting {
            guard selected.uidValidity == uidValidity else { throw .notFound(what: "message", .uidValidityChanged) }
            let outcomes = try await run(commands, until: deadline)
            // A view can still hold what another session removed: its envelope is there, its text is not (RFC 2180,
            // section 4.1). Whatever was refused is asked for again in a fresh one.
            if outcomes.allSatisfy(\.status.isOK), let message = Self.message(uid, in: outcomes) { return message }
        }
        let (selected, outcomes) = try await select(mailbox, forWriting: forWriting, then: commands, until: deadline)
        guard selected.uidValidity == uidValidity else { throw .notFound(what: "message", .uidValidityChanged) }
        if let message = Self.message(uid, in: outcomes) { return message }
        _ = try outcomes[0].accepted()
        throw .notFound(what: "message", .movedOrDeleted)
    }

    private static func message(_ uid: UInt32, in outcomes: [CommandOutcome]) -> FetchedMessage? {
        MergedFetch(outcomes.flatMap(\.fetched))[uid]
    }

    /// Passes one section of a message in the selected mailbox on as it comes.
    func stream(
        _ section: String, of uid: UInt32, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        let command = IMAPCommand("UID FETCH \(uid) (UID BODY.PEEK[\(section)])", bodySink: sink)
        let outcome = try await run(command, until: deadline)
        guard let message = MergedFetch(outcome.fetched)[uid] else {
            // Something was streamed, but it was not this message: nothing of it may be believed.
            if outcome.fetched.contains(where: { !$0.sections.isEmpty }) {
                throw await end(.protocolViolation("a body that belongs to no message"))
            }
            _ = try outcome.accepted()
            throw .notFound(what: "message", .movedOrDeleted)
        }
        switch message.sections.first(where: { $0.name == section })?.content {
        case .streamed: _ = try outcome.accepted()
        case .bytes(let bytes): try await sink.write(bytes)
        case .missing, nil: throw .notFound(what: section.isEmpty ? "message" : "attachment", .movedOrDeleted)
        }
    }
}
