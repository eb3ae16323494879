internal import Broker
internal import Domain
internal import Graph
internal import IMAP
internal import Logging
internal import Mail
internal import SMTP
internal import Transport

/// Gives Mail its protocols. An account reads over IMAP where it can, else over Graph; it sends by Graph where it can, and
/// by SMTP what Graph does not carry.
struct MailBackends: BackendFactory {
    let connector: any StreamConnector
    let http: any HTTPClient
    let graph = GraphSettings()
    let log: Logger
    private let lanes = GraphLanes(GraphSettings())

    func clients(for account: Account, using credentials: any CredentialSource) -> AccountClients {
        var clients = AccountClients()
        // One for reading and sending: what Microsoft limits is the mailbox.
        let channel = account.graph.map { self.channel(of: account, at: $0, credentials) }
        if let server = account.imap {
            clients.mailbox = IMAPMailbox(
                account: account, server: server, connector: connector, credentials: credentials, logger: log)
        } else if let channel {
            clients.mailbox = GraphMailbox(account: account, channel: channel)
        }
        if let channel, account.sendsByGraph != false {
            clients.submissions.append(GraphSubmission(account: account, channel: channel))
        }
        if let server = account.smtp, account.identity?.isPersonal != true {
            clients.submissions.append(
                SMTPSubmission(
                    account: account.id, server: server, username: account.smtpUsername ?? account.username,
                    connector: connector, credentials: credentials, logger: log))
        }
        if let scope = account.scopeToSendBy {
            clients.whyNothingIsSent = .credential(.consentRequired(scopes: [scope], nil))
        }
        return clients
    }

    private func channel(
        of account: Account, at place: GraphPlace, _ credentials: any CredentialSource
    ) -> GraphChannel {
        let isAppOnly = if case .application = account.authentication { true } else { false }
        return GraphChannel(
            account: account.id, place: place, isAppOnly: isAppOnly, http: http, credentials: credentials,
            settings: graph, logger: log, lane: lanes.lane(to: place, signedIn: account.username))
    }
}

extension Account {
    /// The scope that its sign-in lacks when it has no way out at all.
    fileprivate var scopeToSendBy: String? {
        switch authentication {
        case .password, .application, .external: nil
        // A personal account sends by Graph alone (reference sheet, section G10).
        case .grant, .borrowed: graph != nil || identity?.isPersonal == true ? "Mail.Send" : "SMTP.Send"
        }
    }
}
