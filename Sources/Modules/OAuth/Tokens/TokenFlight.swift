internal import Broker
internal import Domain

/// One request for a token under way, and all who wait for it.
struct TokenFlight: Sendable {
    let resource: Resource
    let claims: String?
    /// Called as soon as somebody waits for it: what the daemon asks by itself stands in line at the login host.
    let ticket = Turnstile.Ticket()
    let outcome = Outcome<Result<AccessToken, BrokerError>>()

    init(_ demand: TokenDemand) {
        resource = demand.resource
        claims = demand.claims
    }

    /// Whether its answer is one to this demand.
    func serves(_ demand: TokenDemand) -> Bool { resource == demand.resource && claims == demand.claims }
}
