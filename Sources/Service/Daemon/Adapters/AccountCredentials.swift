internal import Broker
internal import Domain
internal import Mail

/// The credentials of one account, whether it is kept or only tried: a token of its own grant, of the lender's, or of its
/// app, else a password.
struct AccountCredentials: CredentialSource {
    let broker: any CredentialBroker
    let account: Account

    func credential(for _: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        var wanted = TokenDemand(demand)
        let token: AccessToken
        do throws(BrokerError) {
            switch account.authentication {
            case .grant: token = try await broker.accessToken(for: account.id, wanted)
            case .borrowed(let lender):
                wanted.mailbox = account.id
                token = try await broker.accessToken(for: lender, wanted)
            case .application(let app, let tenant):
                wanted.mailbox = account.id
                token = try await broker.accessToken(as: app, in: tenant, wanted)
            case .external(let source):
                token = try await broker.accessToken(
                    from: ExternalTokenRequest(source: source, account: account.id, username: account.username), wanted)
            case .password:
                let server = demand.server ?? account.server(for: demand.service)
                let service: MailService = demand.service == .smtp ? .smtp : .imap
                return .password(try await broker.password(for: account.id, on: service, at: server).secret)
            }
        } catch {
            throw .credential(error)
        }
        // There is no better one, and this one opens other mailboxes.
        guard token.credential != wanted.rejected else {
            throw .accessDenied(by: demand.service, openedBy: account.authentication)
        }
        return .bearer(token.credential.secret)
    }
}

extension TokenDemand {
    fileprivate init(_ demand: CredentialDemand) {
        let purpose: TokenPurpose? =
            switch demand.service {
            case .imap: .read
            case .smtp: .send
            // One channel reads and sends, and Graph itself tells what is not allowed.
            case .graph: nil
            }
        self.init(
            resource: demand.service == .graph ? .graph : .mail, purpose: purpose, claims: demand.claims,
            isBackground: OwnAttempt.isUnderWay)
        if case .bearer(let token) = demand.rejected { rejected = token.withExposed { Credential($0) } }
    }
}
