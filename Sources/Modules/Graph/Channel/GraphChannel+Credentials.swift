internal import Domain
internal import Mail

extension GraphChannel {
    /// The token that should work now. `timedOut` at the deadline, though it may be on its way.
    func token(until deadline: Deadline) async throws(MailError) -> Secret<String> {
        try Self.token(in: try await credential(CredentialDemand(.graph), until: deadline))
    }

    /// Another token in the place of one that Graph refused. When there is no other, the refusal stands.
    func token(
        insteadOf refused: Secret<String>, after refusal: GraphRefusal, until deadline: Deadline
    ) async throws(MailError) -> Secret<String> {
        let demand = CredentialDemand(.graph, rejecting: .bearer(refused), claims: refusal.challenge?.claims)
        let fresh = try Self.token(in: try await credential(demand, until: deadline))
        guard fresh != refused else { throw refusal.error(about: .account, retryAfterMs: nil) }
        return fresh
    }

    /// Whoever has it goes on for others, and for the next time, when this caller waits no longer.
    private func credential(
        _ demand: CredentialDemand, until deadline: Deadline
    ) async throws(MailError) -> MailCredential {
        let (credentials, account) = (credentials, account)
        let outcome = Outcome<Result<MailCredential, MailError>>()
        Task {
            do throws(MailError) {
                outcome.settle(.success(try await credentials.credential(for: account, demand)))
            } catch {
                outcome.settle(.failure(error))
            }
        }
        switch await outcome.wait(until: deadline) {
        case .settled(let result): return try result.get()
        case .timedOut: throw .timedOut
        case .cancelled: throw .cancelled
        }
    }

    private static func token(in credential: MailCredential) throws(MailError) -> Secret<String> {
        guard case .bearer(let token) = credential else {
            throw .unsupported("Graph takes access tokens, and this account has a password")
        }
        return token
    }
}
