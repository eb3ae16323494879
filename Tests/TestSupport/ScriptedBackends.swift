package import Mail
internal import Synchronization

/// Gives every account the same scripted servers, and counts how often it was asked to.
package final class ScriptedBackends: BackendFactory {
    private let mailbox: (any MailboxClient)?
    private let submissions: [any Submission]
    private let count = Mutex(0)

    package init(
        mailbox: (any MailboxClient)? = nil, submission: (any Submission)? = nil, further: [any Submission] = []
    ) {
        self.mailbox = mailbox
        submissions = [submission].compactMap(\.self) + further
    }

    package var made: Int { count.withLock { $0 } }

    package func clients(for account: Account, using credentials: any CredentialSource) -> AccountClients {
        count.withLock { $0 += 1 }
        return AccountClients(mailbox: mailbox, submissions: submissions)
    }
}
