internal import Domain
internal import Mail

extension GraphChannel {
    /// The token that should work now.
    func token() async throws(MailError) -> Secret<String> {
        try Self.token(in: try await credentials.credential(for: account, CredentialDemand(.graph)))
    }

    /// Another token in the place of one that Graph refused. When there is no other, the refusal stands.
    func token(
        insteadOf refused: Secret<String>, after refusal: GraphRefusal
    ) async throws(MailError) -> Secret<String> {
        let demand = CredentialDemand(.graph, rejecting: .bearer(refused), claims: refusal.challenge?.claims)
        let fresh = try Self.token(in: try await credentials.credential(for: account, demand))
        guard fresh != refused else { throw refusal.error(about: .account, retryAfterMs: nil) }
        return fresh
    }

    private static func token(in credential: MailCredential) throws(MailError) -> Secret<String> {
        guard case .bearer(let token) = credential else {
            throw .unsupported("Graph takes access tokens, and this account has a password")
        }
        return token
    }
}
