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

    func close() async {
        await mailboxClient?.close()
        await submissionClient?.close()
    }
}
