internal import Broker

/// Why there are no tokens, and what the provider wants a new sign-in to ask for.
struct TokenFailure: Error {
    let error: BrokerError
    let wantedClaims: String?

    init(_ error: BrokerError, wantedClaims: String? = nil) {
        self.error = error
        self.wantedClaims = wantedClaims
    }
}
