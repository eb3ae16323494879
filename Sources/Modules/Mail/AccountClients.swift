/// One account's way in and its ways out.
package struct AccountClients: Sendable {
    /// nil where the account has nowhere to read from.
    package var mailbox: (any MailboxClient)?
    /// In the order in which they are tried for a message: the first whose form can carry it takes it.
    package var submissions: [any Submission]
    /// What is told to whoever reads where there is nowhere to read from.
    package var whyNothingIsRead: MailError
    /// What is told to whoever sends where there is no way out.
    package var whyNothingIsSent: MailError

    package init(
        mailbox: (any MailboxClient)? = nil, submissions: [any Submission] = [],
        whyNothingIsRead: MailError = .unsupported("the account has no server to read from"),
        whyNothingIsSent: MailError = .unsupported("the account has no server to send by")
    ) {
        self.mailbox = mailbox
        self.submissions = submissions
        self.whyNothingIsRead = whyNothingIsRead
        self.whyNothingIsSent = whyNothingIsSent
    }
}
