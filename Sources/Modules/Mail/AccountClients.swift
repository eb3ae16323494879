/// One account's way in and its ways out.
package struct AccountClients: Sendable {
    /// nil where the account has nowhere to read from.
    package var mailbox: (any MailboxClient)?
    /// In the order in which they are tried for a message: the first whose form can carry it takes it.
    package var submissions: [any Submission]

    package init(mailbox: (any MailboxClient)? = nil, submissions: [any Submission] = []) {
        self.mailbox = mailbox
        self.submissions = submissions
    }
}
