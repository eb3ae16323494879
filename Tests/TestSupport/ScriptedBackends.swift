package import Mail
internal import Synchronization

/// Gives every account the same scripted servers, and counts how often it was asked to.
package final class ScriptedBackends: BackendFactory {
    private let mailbox: (any MailboxClient)?
    private let submission: (any Submission)?
    private let count = Mutex(0)

    package init(mailbox: (any MailboxClient)? = nil, submission: (any Submission)? = nil) {
        self.mailbox = mailbox
        self.submission = submission
    }

    package var made: Int { count.withLock { $0 } }

    package func mailbox(for account: Account, using credentials: any CredentialSource) -> (any MailboxClient)? {
        count.withLock { $0 += 1 }
        return mailbox
    }

    package func submission(for account: Account, using credentials: any CredentialSource) -> (any Submission)? {
        submission
    }
}
