internal import Broker

/// Why there are no tokens, and what the provider wants a new sign-in to ask for.
struct TokenFailure: Error {
    let error: BrokerError
    /// What the provider said, where it said something in the form of OAuth.
    let refusal: ProviderRefusal?
    /// Whom its word about the app concerns; nil where it is not about the app.
    let concern: AppConcern?

    var wantedClaims: String? { refusal?.claims }

    init(_ error: BrokerError, refusal: ProviderRefusal? = nil, concern: AppConcern? = nil) {
        self.error = error
        self.refusal = refusal
        self.concern = concern
    }
}
