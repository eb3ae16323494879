package import Domain
package import Mail

/// A mailbox that answers what a test tells it to, and remembers what it was asked.
package actor ScriptedMailbox: MailboxClient {
    package nonisolated let capabilities = BackendCapabilities(
        backend: .imap, order: .uidDescending, keywords: false, stableIDs: false, hiddenMailboxes: false,
        slashInNames: false, steadyPages: true, threadIDs: false, linkedAttachments: false, ownHeaders: true,
        plainText: .part, source: .stored)
    package nonisolated let service = MailServiceKind.imap
    package private(set) var calls: [String] = []
    package private(set) var appended: [[UInt8]] = []
    /// By when the last content had to be there.
    package private(set) var contentDeadline: Deadline?
    private var failure: MailError?
    private var page = MessagePage(messages: [])
    private var pieces: [[UInt8]] = []
    private var found: MessageReference?
    private var gate: Gate?
    private var entered: Gate?

    private var whileVerifying: (@Sendable () -> Void)?

    package init() {}

    /// Runs while a sign-in is tried.
    package func whileVerifying(_ body: @escaping @Sendable () -> Void) { whileVerifying = body }

    /// Every call from now on throws this, or works again.
    package func fail(with error: MailError?) { failure = error }
    package func answer(page: MessagePage) { self.page = page }
    package func answer(content pieces: [[UInt8]]) { self.pieces = pieces }
    package func answer(found reference: MessageReference?) { found = reference }
    /// Contents wait at `gate`, after `entered` was opened.
    package func hold(at gate: Gate, entered: Gate) {
        self.gate = gate
        self.entered = entered
    }

    package func mailboxes(_ listing: MailboxListing, until deadline: Deadline) throws(MailError) -> [Mailbox] {
        try note("mailboxes")
        return [Mailbox(path: "INBOX", name: "INBOX")]
    }

    package func messages(_ listing: MessageListing, until deadline: Deadline) throws(MailError) -> MessagePage {
        try note("messages \(listing.mailbox) \(listing.position.map { "\($0)" } ?? "-")")
        return page
    }

    package func message(
        _ reference: MessageReference, _ reading: MessageReading, until deadline: Deadline
    ) throws(MailError) -> Message {
        try note("message")
        return Message(summary: MessageSummary(id: reference.id, mailbox: "INBOX"))
    }

    package func source(
        of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        try note("source")
        contentDeadline = deadline
        try await write(into: sink)
    }

    package func attachment(
        _ id: String, of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        try note("attachment \(id)")
        contentDeadline = deadline
        try await write(into: sink)
    }

    package func append(
        _ message: [UInt8], toMailboxWith role: MailboxRole, flags: [MessageFlag], until deadline: Deadline
    ) throws(MailError) {
        try note("append \(role) \(flags)")
        appended.append(message)
    }

    package func find(
        _ messageID: InternetMessageID, inMailboxWith role: MailboxRole, until deadline: Deadline
    ) throws(MailError) -> MessageReference? {
        try note("find \(role)")
        return found
    }

    package func verify(until deadline: Deadline) throws(MailError) {
        whileVerifying?()
        try note("verify")
    }

    package func close() { calls.append("close") }

    private func note(_ call: String) throws(MailError) {
        calls.append(call)
        if let failure { throw failure }
    }

    private func write(into sink: any ContentSink) async throws(MailError) {
        await entered?.open()
        await gate?.wait()
        for piece in pieces { try await sink.write(piece) }
    }
}
