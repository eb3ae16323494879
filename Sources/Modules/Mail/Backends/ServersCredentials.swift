internal import Broker
package import Domain

/// Says whose servers a credential is for: clients outlive the account's row that they were made of, and are shown no
/// password that was given for other servers since.
struct ServersCredentials: CredentialSource {
    let account: Account
    let source: any CredentialSource

    func credential(for id: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        var demand = demand
        demand.server = account.server(for: demand.service)
        return try await source.credential(for: id, demand)
    }
}

extension Account {
    /// Where a service listens that has a server of the account's own.
    package func server(for service: MailServiceKind) -> ServerAddress? {
        switch service {
        case .imap: imap
        case .smtp: smtp
        case .graph: nil
        }
    }

    /// The password, to be shown to this account's servers alone.
    func bound(_ password: KeptPassword) -> KeptPassword {
        KeptPassword(imap: password.imap, smtp: password.smtp, servers: MailServers(imap: imap, smtp: smtp))
    }
}
