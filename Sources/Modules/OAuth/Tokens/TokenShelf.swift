internal import Broker
internal import Domain

/// The tokens that are at hand, of one grant or of one app in one tenant, and who is given which: no clock, no network, no
/// lock.
struct TokenShelf: Sendable {
    /// Nothing is given out while a rotated refresh token could not be written.
    var isShut: Bool
    private var tokens: [Resource: CachedToken] = [:]
    private var holds: [Resource: Hold] = [:]
    /// Tokens that a server refused: a provider may give the same one again.
    private var refused: [Resource: Credential] = [:]
    private var replacements = Replacements()
    /// Somebody wants the provider asked, though a token is at hand that would do.
    private var doubted: Set<Resource> = []

    init(isShut: Bool = false) { self.isShut = isShut }

    /// What a demand gets without a request: a token, or the failure of the last one; nil where the provider has to be asked.
    func answer(to demand: TokenDemand, at now: Timestamp) -> Result<AccessToken, BrokerError>? {
        if !isShut, !doubted.contains(demand.resource), let cached = tokens[demand.resource],
            cached.isFresh(for: demand, at: now)
        {
            return .success(cached.token)
        }
        guard let hold = holds[demand.resource], hold.applies(at: now) else { return nil }
        return fallBack(from: hold.error(at: now), demand, at: now)
    }

    /// Takes note of a refused token. It is given again where one mailbox of several refuses what it was given before.
    mutating func refuse(_ demand: TokenDemand, at now: Timestamp) -> AccessToken? {
        guard let cached = tokens[demand.resource], cached.token.credential == demand.rejected else { return nil }
        guard let mailbox = demand.mailbox else {
            tokens[demand.resource] = nil
            refused[demand.resource] = demand.rejected
            return nil
        }
        // Wanted claims are no missing right.
        if demand.claims != nil { return nil }
        let mayReplace = replacements.mayReplace(demand.rejected, for: mailbox, demand.resource, at: now)
        return mayReplace ? nil : cached.token
    }

    /// What the provider's answer is to one of those who waited for it.
    mutating func land(
        _ result: Result<AccessToken, BrokerError>, _ demand: TokenDemand, at now: Timestamp
    ) -> Result<AccessToken, BrokerError> {
        switch result {
        case .success(let token) where token.credential == demand.rejected:
            guard let mailbox = demand.mailbox else { return .failure(Self.sameAgain) }
            replacements.failed(for: mailbox, demand.resource)
            return result
        case .success: return result
        case .failure(let error): return fallBack(from: error, demand, at: now)
        }
    }

    /// Puts a new token in, which ends the waiting after failures.
    mutating func keep(_ cached: CachedToken) throws(BrokerError) -> AccessToken {
        let resource = cached.token.resource
        holds[resource] = nil
        guard cached.token.credential != refused[resource] else { throw Self.sameAgain }
        tokens[resource] = cached
        doubted.remove(resource)
        return cached.token
    }

    /// Remembers a failure for callers who would ask again at once.
    mutating func hold(_ error: BrokerError, for resource: Resource, at now: Timestamp) {
        for resource in error.concernsOneResource ? [resource] : Resource.allCases {
            holds[resource] = Hold(error, after: holds[resource], at: now)
        }
    }

    /// Wants the provider asked at the next demand, unless it asked to be left alone itself.
    mutating func doubt() {
        holds = holds.filter { $0.value.isWanted }
        doubted = Set(Resource.allCases)
    }

    // MARK: What is known

    func expiry(of resource: Resource, at now: Timestamp) -> Timestamp? {
        tokens[resource].flatMap { now < $0.token.expiresAt ? $0.token.expiresAt : nil }
    }

    func nextAttempt(for resource: Resource, at now: Timestamp) -> Timestamp? {
        holds[resource].flatMap { $0.applies(at: now) ? $0.end : nil }
    }

    /// Whether it may be forgotten without anybody noticing.
    func isEmpty(at now: Timestamp) -> Bool {
        Resource.allCases.allSatisfy { expiry(of: $0, at: now) == nil && nextAttempt(for: $0, at: now) == nil }
    }

    private static let sameAgain = BrokerError.providerRejected("the provider gives the refused token again", nil)

    /// While the provider is away, a token that still lives is better than none.
    private func fallBack(
        from error: BrokerError, _ demand: TokenDemand, at now: Timestamp
    ) -> Result<AccessToken, BrokerError> {
        guard !isShut, !error.endsSignIn, let cached = tokens[demand.resource], cached.isUsable(for: demand, at: now)
        else { return .failure(error) }
        return .success(cached.token)
    }
}
