internal import Broker
internal import Domain
internal import Mail

/// Joins Mail's need for credentials to the broker: a token for accounts that signed in, a password for the others.
struct BrokerCredentials: CredentialSource {
    let broker: any CredentialBroker
    let accounts: any AccountStore

    func credential(for id: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        guard let account = try await accounts.account(id) else { throw .notFound(what: "account") }
        do throws(BrokerError) {
            return switch account.authentication {
            case .grant, .application: try await bearer(for: id, demand)
            case .borrowed(let lender): try await bearer(for: lender, demand)
            case .password: try await password(for: id, on: demand.service)
            }
        } catch {
            throw .credential(error)
        }
    }

    private func bearer(for id: AccountID, _ demand: CredentialDemand) async throws(BrokerError) -> MailCredential {
        var wanted = TokenDemand(resource: demand.service == .graph ? .graph : .mail, claims: demand.claims)
        if case .bearer(let token) = demand.rejected { wanted.rejected = token.withExposed { Credential($0) } }
        return .bearer(try await broker.accessToken(for: id, wanted).credential.secret)
    }

    private func password(for id: AccountID, on service: MailServiceKind) async throws(BrokerError) -> MailCredential {
        .password(try await broker.password(for: id, on: service == .smtp ? .smtp : .imap).secret)
    }
}
