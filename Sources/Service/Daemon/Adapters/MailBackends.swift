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

    func clients(for account: Account, using credentials: any CredentialSource) -> AccountClients {
        var clients = AccountClients()
        if let server = account.imap {
            clients.mailbox = IMAPMailbox(
                account: account, server: server, connector: connector, credentials: credentials, logger: log)
        }
        if let server = account.smtp {
            clients.submissions.append(
                SMTPSubmission(
                    account: account.id, server: server, username: account.username, connector: connector,
                    credentials: credentials, logger: log))
        }
        return clients
    }
}
