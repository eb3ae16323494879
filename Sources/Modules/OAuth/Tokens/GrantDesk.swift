internal import Broker
internal import Domain
internal import Logging

/// The tokens of one grant: one refresh at a time, shared by all who wait.
///
/// Access tokens live here, in memory alone. The refresh token is read from the store for each refresh and forgotten
/// again, unless the store could not take the newest one.
actor GrantDesk {
    struct Flight {
        let resource: Resource
        let claims: String?
        let outcome = Outcome<Result<AccessToken, BrokerError>>()
    }
    let account: AccountID
    let tools: TokenTools
    var tokens: [Resource: CachedToken] = [:]
    var holds: [Resource: Hold] = [:]
    /// Tokens that a server refused: a provider may give the same one again.
    var refused: [Resource: Credential] = [:]
    /// A rotated refresh token that could not be written yet. Until it is, no token is given out.
    var unsaved: Grant?
    private var replacements = Replacements()
    /// Goes up when what we know may be void: a flight that began before must not put it back.
    var epoch = 0
    /// What the provider wanted a new sign-in to ask for, at the last refresh.
    var wantedClaims: String?
    private var flight: Flight?
    /// For whoever changes the stored grant.
    private let turnstile = Turnstile()

    init(account: AccountID, tools: TokenTools) {
        self.account = account
        self.tools = tools
    }

    func token(_ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        if let same = refuse(demand) { return same }
        while true {
            let now = tools.clock.now()
            if unsaved == nil, let cached = tokens[demand.resource], cached.isFresh(for: demand, at: now) {
                return cached.token
            }
            if let hold = holds[demand.resource], hold.applies(at: now) {
                return try fallBack(from: hold.error(at: now), demand, at: now)
            }
            let current = flight ?? takeOff(demand)
            let result = try await current.outcome.answer()
            guard current.resource == demand.resource, current.claims == demand.claims else { continue }
            return try land(result, demand)
        }
    }

    /// Replaces the stored grant by that of a new sign-in; the token that came with it is used.
    func replace(_ grant: Grant, with token: CachedToken?) async throws(BrokerError) {
        await turnstile.enter()
        defer { turnstile.leave() }
        try await tools.grants.save(grant)
        unsaved = nil
        forgetMemory()
        if let token { tokens[token.token.resource] = token }
    }

    func remove() async throws(BrokerError) {
        await turnstile.enter()
        defer { turnstile.leave() }
        try await tools.grants.remove(account)
        unsaved = nil
        forgetMemory()
    }

    /// Drops everything but what is in the store or still has to go there.
    func forgetMemory() {
        epoch += 1
        tokens = [:]
        holds = [:]
        refused = [:]
        replacements = Replacements()
        wantedClaims = nil
    }

    // MARK: One refresh

    private func takeOff(_ demand: TokenDemand) -> Flight {
        let new = Flight(resource: demand.resource, claims: demand.claims)
        flight = new
        // It outlives whoever began it: others wait for it, and a refresh half done may lose a rotated token.
        Task { await self.fly(new) }
        return new
    }

    private func fly(_ flight: Flight) async {
        await turnstile.enter()
        let result = await refresh(flight.resource, claims: flight.claims)
        turnstile.leave()
        self.flight = nil
        flight.outcome.settle(result)
    }

    private func land(
        _ result: Result<AccessToken, BrokerError>, _ demand: TokenDemand
    ) throws(BrokerError) -> AccessToken {
        switch result {
        case .success(let token) where token.credential == demand.rejected:
            guard let mailbox = demand.mailbox else {
                throw .providerRejected("the provider gives the refused token again", nil)
            }
            replacements.failed(for: mailbox, demand.resource)
            return token
        case .success(let token): return token
        case .failure(let error): return try fallBack(from: error, demand, at: tools.clock.now())
        }
    }

    /// While the provider is away, a token that still lives is better than none.
    private func fallBack(
        from error: BrokerError, _ demand: TokenDemand, at now: Timestamp
    ) throws(BrokerError) -> AccessToken {
        if unsaved == nil, !error.endsSignIn, let cached = tokens[demand.resource],
            cached.isUsable(for: demand, at: now)
        {
            return cached.token
        }
        throw error
    }

    /// Takes note of a refused token. It is given again where one mailbox of several refuses what it was given before.
    private func refuse(_ demand: TokenDemand) -> AccessToken? {
        guard let cached = tokens[demand.resource], cached.token.credential == demand.rejected else { return nil }
        guard let mailbox = demand.mailbox else {
            tokens[demand.resource] = nil
            refused[demand.resource] = demand.rejected
            return nil
        }
        // Wanted claims are no missing right.
        if demand.claims != nil { return nil }
        let mayReplace = replacements.mayReplace(
            demand.rejected, for: mailbox, demand.resource, at: tools.clock.now())
        return mayReplace ? nil : cached.token
    }
}
