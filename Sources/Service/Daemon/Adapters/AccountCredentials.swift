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
            case .application(let app):
                wanted.mailbox = account.id
                token = try await broker.accessToken(as: app, wanted)
            case .password:
                return .password(
                    try await broker.password(for: account.id, on: demand.service == .smtp ? .smtp : .imap).secret)
            }
        } catch {
            throw .credential(error)
        }
        // There is no better one, and this one opens other mailboxes.
        guard token.credential != wanted.rejected else { throw .accessDenied(by: demand.service) }
        return .bearer(token.credential.secret)
    }
}

extension TokenDemand {
    fileprivate init(_ demand: CredentialDemand) {
        self.init(resource: demand.service == .graph ? .graph : .mail, claims: demand.claims)
        if case .bearer(let token) = demand.rejected { rejected = token.withExposed { Credential($0) } }
    }
}
