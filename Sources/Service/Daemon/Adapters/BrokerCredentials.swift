internal import Broker
internal import Domain
internal import Mail

/// Joins Mail's need for credentials to the broker: a token for accounts that signed in, a password for the others.
struct BrokerCredentials: CredentialSource {
    let broker: any CredentialBroker
    let accounts: any AccountStore

    func credential(
        for id: AccountID, on service: MailServiceKind, rejecting rejected: MailCredential?
    ) async throws(MailError) -> MailCredential {
        guard let account = try await accounts.account(id) else { throw .notFound(what: "account") }
        do throws(BrokerError) {
            return switch account.authentication {
            case .grant: try await bearer(for: id, on: service, rejecting: rejected)
            case .password: try await password(for: id, on: service)
            }
        } catch {
            throw .credential(error)
        }
    }

    private func bearer(
        for id: AccountID, on service: MailServiceKind, rejecting rejected: MailCredential?
    ) async throws(BrokerError) -> MailCredential {
        var demand = TokenDemand(resource: service == .graph ? .graph : .mail)
        if case .bearer(let token) = rejected { demand.rejected = token.withExposed { Credential($0) } }
        return .bearer(try await broker.accessToken(for: id, demand).credential.secret)
    }

    private func password(for id: AccountID, on service: MailServiceKind) async throws(BrokerError) -> MailCredential {
        .password(try await broker.password(for: id, on: service == .smtp ? .smtp : .imap).secret)
    }
}
