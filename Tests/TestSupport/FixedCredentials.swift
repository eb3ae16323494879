package import Domain
package import Mail

/// Gives the first credential until it is rejected, then the next, and the given error after the last.
package actor FixedCredentials: CredentialSource {
    private var credentials: [MailCredential]
    private let exhausted: MailError
    /// What was asked for with `rejecting`, in order.
    package private(set) var rejected: [MailCredential] = []

    package init(_ credentials: MailCredential..., exhausted: MailError = .authenticationFailed(reply: "no more")) {
        self.credentials = credentials
        self.exhausted = exhausted
    }

    /// The claims challenges that were passed on, in order.
    package private(set) var claims: [String] = []

    package func credential(for account: AccountID, _ demand: CredentialDemand) async throws(MailError)
        -> MailCredential
    {
        if let passed = demand.claims { claims.append(passed) }
        if let refused = demand.rejected {
            rejected.append(refused)
            credentials.removeAll { $0 == refused }
        }
        guard let credential = credentials.first else { throw exhausted }
        return credential
    }
}
