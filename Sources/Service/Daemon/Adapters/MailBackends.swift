internal import Domain
internal import IMAP
internal import Logging
internal import Mail
internal import SMTP
internal import Transport

/// Gives Mail its protocols: IMAP to read and SMTP to send, over one transport.
struct MailBackends: BackendFactory {
    let connector: any StreamConnector
    let log: Logger

    func mailbox(for account: Account, using credentials: any CredentialSource) -> (any MailboxClient)? {
        account.imap.map { server in
            IMAPMailbox(
                account: account, server: server, connector: connector, credentials: credentials, logger: log)
        }
    }

    func submission(for account: Account, using credentials: any CredentialSource) -> (any Submission)? {
        account.smtp.map { server in
            SMTPSubmission(
                account: account.id, server: server, username: account.username, connector: connector,
                credentials: credentials, logger: log)
        }
    }
}
