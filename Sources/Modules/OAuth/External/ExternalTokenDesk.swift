internal import Broker
internal import Domain
internal import Logging

/// The tokens that sources of the configuration give: kept until they end, in memory alone, one question at a time for each
/// account and resource, and after a failure a pause.
actor ExternalTokenDesk {
    private struct Key: Hashable {
        let source: TokenSourceName
        let account: AccountID
        let username: String
    }
    private struct Question: Hashable {
        let key: Key
        let resource: Resource
    }
    private let source: any TokenSource
    private let clock: any WallClock
    private let randomness: any Randomness
    private let log: Logger
    private var shelves: [Key: TokenShelf] = [:]
    private var flights: [Question: TokenFlight] = [:]
    /// Where what the daemon asks by itself stands, so that a source has places left for what somebody waits for.
    private var lines: [TokenSourceName: Turnstile] = [:]

    /// How much of that asks one source at a time: after a restart all accounts want a token at once.
    private static let background = 4
    /// How many accounts are remembered of which nothing lives any more.
    private static let remembered = 1_000

    init(source: any TokenSource, clock: any WallClock, randomness: any Randomness, log: Logger) {
        self.source = source
        self.clock = clock
        self.randomness = randomness
        self.log = log
    }

    nonisolated func requireSource(_ name: TokenSourceName) throws(BrokerError) {
        guard source.names.contains(name) else { throw .unknownTokenSource }
    }

    func token(for request: ExternalTokenRequest, _ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        try requireSource(request.source)
        var demand = demand
        // A source takes no claims: what was refused with some is refused, and another is asked for.
        demand.claims = nil
        let key = Key(source: request.source, account: request.account, username: request.username)
        _ = shelves[key]?.refuse(demand, at: clock.now())
        if let answer = shelves[key]?.answer(to: demand, at: clock.now()) { return try answer.get() }
        let question = Question(key: key, resource: demand.resource)
        let flight = flights[question] ?? takeOff(question, request, demand)
        if !demand.isBackground { flight.ticket.call() }
        let result = try await flight.outcome.answer(isBackground: demand.isBackground)
        return try shelves[key, default: TokenShelf()].land(result, demand, at: clock.now()).get()
    }

    /// Has the source asked at the next demand, whatever it said before.
    func tryAgain(_ account: AccountID) {
        for key in shelves.keys where key.account == account { shelves[key]?.doubt() }
    }

    private func takeOff(
        _ question: Question, _ request: ExternalTokenRequest, _ demand: TokenDemand
    ) -> TokenFlight {
        let new = TokenFlight(demand)
        flights[question] = new
        // It outlives whoever began it: others wait for it, and the source has its own deadline.
        Task { await self.fly(new, question, request) }
        return new
    }

    private func fly(_ flight: TokenFlight, _ question: Question, _ request: ExternalTokenRequest) async {
        makeRoom()
        let line = line(to: request.source)
        let hasPlace = await line.enter(with: flight.ticket)
        defer { if hasPlace { line.leave() } }
        let result: Result<AccessToken, BrokerError>
        do throws(BrokerError) {
            let cached = try await ask(request, for: question.resource)
            result = .success(try shelves[question.key, default: TokenShelf()].keep(cached))
        } catch {
            note(error, question)
            result = .failure(error)
        }
        flights[question] = nil
        flight.outcome.settle(result)
    }

    /// The configuration knows a few.
    private func line(to source: TokenSourceName) -> Turnstile {
        if let known = lines[source] { return known }
        let new = Turnstile(places: Self.background)
        lines[source] = new
        return new
    }

    private func ask(
        _ request: ExternalTokenRequest, for resource: Resource
    ) async throws(BrokerError) -> CachedToken {
        log.debug("asking a source for a token", metadata: ["account": "\(request.account)"])
        let bytes = try await source.answer(to: request, for: resource)
        let now = clock.now()
        guard let answer = bytes.withExposed({ ExternalAnswer(parsing: $0, at: now) }) else {
            throw .providerRejected("the token source's answer holds no usable token", fault(of: request))
        }
        guard let lifetime = answer.lifetime(at: now) else {
            throw .providerRejected("the token source gives a token that has ended already", fault(of: request))
        }
        return CachedToken(
            TokenAnswer(accessToken: answer.accessToken, lifetimeSeconds: lifetime), for: resource, claims: nil,
            at: now,
            jitter: randomness.fraction())
    }

    private func note(_ error: BrokerError, _ question: Question) {
        guard error.isAboutTokens else { return }
        shelves[question.key, default: TokenShelf()].hold(error, for: question.resource, at: clock.now())
        log.log(
            level: error.needsPerson ? .error : .notice, "a token source gives no token",
            metadata: [
                "account": "\(question.key.account)", "source": "\(question.key.source.rawValue)",
                "reason": "\(error.label)",
            ])
    }

    private func fault(of request: ExternalTokenRequest) -> ProviderFault {
        ProviderFault(name: request.source.rawValue, responsible: .operator)
    }

    /// Accounts come and go, and so do those that are only tried.
    private func makeRoom() {
        guard shelves.count >= Self.remembered else { return }
        let now = clock.now()
        shelves = shelves.filter { !$0.value.isEmpty(at: now) }
    }
}

extension TokenAnswer {
    /// Of somebody who gives nothing else.
    fileprivate init(accessToken: Credential, lifetimeSeconds: Int) {
        self.accessToken = accessToken
        self.lifetimeSeconds = lifetimeSeconds
    }
}
