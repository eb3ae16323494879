internal import Domain
internal import Mail

extension IMAPConnection {
    /// Selects a mailbox anew and runs commands right behind it, in one go. EXAMINE unless something will be written.
    ///
    /// The outcomes are worth something only when the UIDVALIDITY is the one that the commands' UIDs come from.
    func select(
        _ name: [UInt8], forWriting: Bool = false, then commands: [IMAPCommand] = [], until deadline: Deadline
    ) async throws(MailError) -> (SelectedMailbox, [CommandOutcome]) {
        let select = IMAPCommand(.text(forWriting ? "SELECT " : "EXAMINE "), .string(name))
        selected = nil
        var outcomes = try await run([select] + commands, until: deadline)
        let outcome = outcomes.removeFirst()
        guard outcome.status.isOK else { throw Self.selectionError(outcome.status) }
        guard let mailbox = SelectedMailbox(name, isReadOnly: !forWriting, outcome: outcome) else {
            throw await end(.protocolViolation("a mailbox without a UIDVALIDITY"))
        }
        selected = mailbox
        for outcome in outcomes { for response in outcome.untagged { notice(response) } }
        return (selected ?? mailbox, outcomes)
    }

    /// The mailbox as it is selected already, or selected now, when its view need not be fresh.
    func selected(
        _ name: [UInt8], forWriting: Bool = false, until deadline: Deadline
    ) async throws(MailError) -> SelectedMailbox {
        if let selected, selected.name == name, selected.isReadOnly == !forWriting { return selected }
        return try await select(name, forWriting: forWriting, until: deadline).0
    }

    /// A mailbox that cannot be selected is not there, unless the server gives another reason.
    private static func selectionError(_ status: StatusResponse) -> MailError {
        switch MailError(status) {
        case .rejected where status.condition == .no && status.code == nil: .notFound(what: "mailbox")
        case let other: other
        }
    }
}
