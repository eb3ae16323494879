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
        if let server = account.imap, account.readsByIMAP || !account.readsByGraph {
            clients.mailbox = IMAPMailbox(
                account: account, server: server, connector: connector, credentials: credentials, logger: log)
        } else if let channel, account.readsByGraph {
            clients.mailbox = GraphMailbox(account: account, channel: channel)
        } else if channel != nil {
            let scope = account.scopeToReadBy
            clients.whyNothingIsRead = .notGranted(scopes: [scope], hint: account.hint(toGrant: scope))
        }
        if let channel, account.sendsOnGraph {
            let drafts = account.draftsOnGraph
            clients.submissions.append(
                drafts
                    ? GraphSubmission(account: account, channel: channel)
                    : DirectGraphSubmission(account: account, channel: channel))
        }
        if let server = account.smtp, account.sendsBySMTP {
            clients.submissions.append(
                SMTPSubmission(
                    account: account.id, server: server, username: account.smtpUsername ?? account.username,
                    openedBy: account.authentication, connector: connector, credentials: credentials, logger: log))
        }
        if let scope = account.scopeToSendBy {
            clients.whyNothingIsSent = .notGranted(scopes: [scope], hint: account.hint(toGrant: scope))
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
    /// The next step where a sign-in lets nothing come in, or nothing go out.
    fileprivate func hint(toGrant scope: String) -> String {
        if lacks(scope) {
            return "sign in again and agree to \(scope), or let an administrator of the tenant agree"
        }
        let why = identity?.isPersonal == true ? "Microsoft lets a personal account send by Graph alone: " : ""
        let base = scope.hasPrefix("Mail.") ? "graph to its baseScopes" : "imap to its baseScopes"
        return "\(why)add \(scope) to the extraScopes of the app, or \(base), then sign in again"
    }
}
