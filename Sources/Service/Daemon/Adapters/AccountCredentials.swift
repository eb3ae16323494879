internal import Broker
internal import Domain
internal import Mail

/// The credentials of one account, whether it is kept or only tried: a token of its own grant, of the lender's, or of its
/// app, else a password.
struct AccountCredentials: CredentialSource {
    let broker: any CredentialBroker
    let account: Account

    func credential(for _: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        do throws(BrokerError) {
            return switch account.authentication {
            case .grant: .bearer(try await broker.accessToken(for: account.id, TokenDemand(demand)).credential.secret)
            case .borrowed(let lender):
                .bearer(try await broker.accessToken(for: lender, TokenDemand(demand)).credential.secret)
            case .application(let app):
                .bearer(try await broker.accessToken(as: app, TokenDemand(demand)).credential.secret)
            case .password:
                .password(
                    try await broker.password(for: account.id, on: demand.service == .smtp ? .smtp : .imap).secret)
            }
        } catch {
            throw .credential(error)
        }
    }
}

extension TokenDemand {
    fileprivate init(_ demand: CredentialDemand) {
        self.init(resource: demand.service == .graph ? .graph : .mail, claims: demand.claims)
        if case .bearer(let token) = demand.rejected { rejected = token.withExposed { Credential($0) } }
    }
}
