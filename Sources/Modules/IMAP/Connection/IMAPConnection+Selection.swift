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

    /// Looks at a mailbox as it is now, to read, and runs commands right behind, in one go.
    ///
    /// Where it is selected already NOOP tells what is new (RFC 9051, section 6.1.2): selected again, a server may read
    /// its whole index again. Not for long, because nobody is told when the mailbox gets another name.
    func look(
        at name: [UInt8], then commands: [IMAPCommand] = [], until deadline: Deadline
    ) async throws(MailError) -> (SelectedMailbox, [CommandOutcome]) {
        guard let selected, selected.name == name, selected.isReadOnly, selected.age < Self.longestLook else {
            return try await select(name, then: commands, until: deadline)
        }
        self.selected?.hasExpunged = false
        var outcomes = try await run([IMAPCommand("NOOP")] + commands, until: deadline)
        let news = try outcomes.removeFirst().accepted()
        if outcomes.isEmpty {
            self.selected?.hasExpunged = false  // whatever went away, went before any number was asked for
        } else {
            // Dovecot puts NOOP's end off when more commands are waiting: their answers come before it, and what was
            // expunged is told after numbers that counted it.
            outcomes[0].untagged = news.untagged + outcomes[0].untagged
        }
        return (self.selected ?? selected, outcomes)
    }

    /// How long a mailbox stays selected under a name that it may have lost meanwhile.
    private static let longestLook: Duration = .seconds(60)

    /// The mailbox as it is selected already, or selected now, when its view need not be fresh.
    func selected(
        _ name: [UInt8], forWriting: Bool = false, until deadline: Deadline
    ) async throws(MailError) -> SelectedMailbox {
        if let selected, selected.name == name, selected.isReadOnly == !forWriting { return selected }
        return try await select(name, forWriting: forWriting, until: deadline).0
    }

    /// A mailbox that cannot be selected is not there, unless the server gives another reason; nor is one whose name the
    /// server would take for none (CANNOT: RFC 5530).
    private static func selectionError(_ status: StatusResponse) -> MailError {
        let givesNoReason = status.code.map { $0.name == "CANNOT" } ?? true
        return switch MailError(status) {
        case .rejected where status.condition == .no && givesNoReason: .notFound(what: "mailbox")
        case let other: other
        }
    }
}
