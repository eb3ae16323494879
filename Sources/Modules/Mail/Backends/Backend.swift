internal import Domain

/// One account's way in and its ways out, and the gates in front of them.
package struct Backend: Sendable {
    let clients: AccountClients
    package let reads: AccountGate
    package let sends: AccountGate
    /// For what its messages hold in memory.
    let room: WeightedGate

    var mailboxClient: (any MailboxClient)? { clients.mailbox }

    package func mailbox() throws(MailError) -> any MailboxClient {
        guard let mailbox = clients.mailbox else { throw clients.whyNothingIsRead }
        return mailbox
    }

    /// The ways out, in the order in which they are tried. When there is none, why.
    package func submissions() throws(MailError) -> [any Submission] {
        guard !clients.submissions.isEmpty else { throw clients.whyNothingIsSent }
        return clients.submissions
    }

    /// The way out over this service, which may be gone since something went out by it.
    func submission(by service: MailServiceKind) -> (any Submission)? {
        clients.submissions.first { $0.service == service }
    }

    /// What reading can do here; nil where there is no server to read from. No contact is made.
    package var capabilities: BackendCapabilities? { clients.mailbox?.capabilities }

    /// The ways out and what each can carry, in order. No contact is made.
    package var waysOut: [(service: MailServiceKind, form: SubmissionForm)] {
        clients.submissions.map { ($0.service, $0.form) }
    }

    /// Tries all services at the same time. Where reading and sending share one, reading is the one that is tried.
    func check(until deadline: Deadline) async -> AccountCheck {
        var tried: [MailServiceKind: any ServiceClient] = [:]
        for submission in clients.submissions { tried[submission.service] = submission }
        if let mailbox = clients.mailbox { tried[mailbox.service] = mailbox }
        return await withTaskGroup(of: (MailServiceKind, Result<Void, MailError>).self) { group in
            for client in tried.values {
                group.addTask { (client.service, await Self.result(of: client, until: deadline)) }
            }
            return AccountCheck(
                results: await group.reduce(into: [:]) { $0[$1.0] = $1.1 }, reading: clients.mailbox?.service,
                sending: clients.submissions.map(\.service))
        }
    }

    private static func result(of client: any ServiceClient, until deadline: Deadline) async -> Result<Void, MailError>
    {
        do throws(MailError) { return .success(try await client.verify(until: deadline)) } catch {
            return .failure(error)
        }
    }

    func close() async {
        await clients.mailbox?.close()
        for submission in clients.submissions { await submission.close() }
    }
}
