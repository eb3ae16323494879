internal import Domain

/// One account's way in and out, and the gates in front of them.
package struct Backend: Sendable {
    let mailboxClient: (any MailboxClient)?
    let submissionClient: (any Submission)?
    package let reads: AccountGate
    package let sends: AccountGate

    package func mailbox() throws(MailError) -> any MailboxClient {
        guard let mailboxClient else { throw .unsupported("the account has no server to read from") }
        return mailboxClient
    }

    package func submission() throws(MailError) -> any Submission {
        guard let submissionClient else { throw .unsupported("the account has no server to send by") }
        return submissionClient
    }

    /// What reading can do here; nil where there is no server to read from. No contact is made.
    package var capabilities: BackendCapabilities? { mailboxClient?.capabilities }

    /// Tries both servers at the same time.
    func check(until deadline: Deadline) async -> AccountCheck {
        async let reading = Self.tried(mailboxClient) { (client) throws(MailError) in
            try await client.verify(until: deadline)
        }
        async let sending = Self.tried(submissionClient) { (client) throws(MailError) in
            try await client.verify(until: deadline)
        }
        return await AccountCheck(imap: reading, smtp: sending)
    }

    private static func tried<Client: Sendable>(
        _ client: Client?, _ attempt: @Sendable (Client) async throws(MailError) -> Void
    ) async -> Result<Void, MailError>? {
        guard let client else { return nil }
        do throws(MailError) { return .success(try await attempt(client)) } catch { return .failure(error) }
    }

    func close() async {
        await mailboxClient?.close()
        await submissionClient?.close()
    }
}
