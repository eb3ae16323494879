internal import Broker
internal import Domain
internal import Logging

/// The tokens of an app that acts without a user: one for each tenant and resource, whatever number of mailboxes it opens, in
/// memory alone, and one request for it at a time (reference sheet, section A12).
actor ApplicationDesk {
    private struct Key: Hashable {
        /// Nil is the app's own.
        let tenant: String?
        let resource: Resource
    }
    private let app: AppID
    private let tools: TokenTools
    private var shelves: [String?: TokenShelf] = [:]
    private var flights: [Key: TokenFlight] = [:]
    /// How the tokens fared, for people.
    private var records: [Key: ResourceRecord] = [:]
    /// Goes up when the app was changed: a flight that began before must not put back what was true then.
    private var epoch = 0

    /// How many tenants are remembered of which nothing lives any more.
    private static let remembered = 1_000

    init(app: AppID, tools: TokenTools) {
        self.app = app
        self.tools = tools
    }

    func token(in tenant: String?, _ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        let tenant = tenant?.lowercased()
        if let same = shelves[tenant]?.refuse(demand, at: tools.clock.now()) { return same }
        while true {
            if let answer = shelves[tenant]?.answer(to: demand, at: tools.clock.now()) { return try answer.get() }
            let key = Key(tenant: tenant, resource: demand.resource)
            let current = flights[key] ?? takeOff(key, demand)
            if !demand.isBackground { current.ticket.call() }
            let result = try await current.outcome.answer(isBackground: demand.isBackground)
            guard current.serves(demand) else { continue }
            return try shelves[tenant, default: TokenShelf()].land(result, demand, at: tools.clock.now()).get()
        }
    }

    /// The app is another now.
    func forgetMemory() {
        epoch += 1
        shelves = [:]
        records = [:]
        flights = [:]  // Who asks from now on does not wait for what was asked for the old one.
    }

    /// Has the provider asked at the next demand: in one tenant, or in all.
    func tryAgain(in tenant: String?) { shelves[tenant?.lowercased()]?.doubt() }

    func tryAgain() {
        for tenant in shelves.keys { shelves[tenant]?.doubt() }
    }

    /// What is known of each resource that was asked for.
    func resources(in tenant: String?) -> [ResourceStatus] {
        let (tenant, now) = (tenant?.lowercased(), tools.clock.now())
        return Resource.allCases.compactMap { resource in
            guard let record = records[Key(tenant: tenant, resource: resource)] else { return nil }
            let shelf = shelves[tenant]
            return ResourceStatus(
                resource: resource, tokenExpiresAt: shelf?.expiry(of: resource, at: now),
                lastSuccessAt: record.lastSuccessAt, failure: record.failure,
                nextAttemptAt: shelf?.nextAttempt(for: resource, at: now))
        }
    }

    private func takeOff(_ key: Key, _ demand: TokenDemand) -> TokenFlight {
        let new = TokenFlight(demand)
        flights[key] = new
        // It outlives whoever began it: others wait for it.
        Task { await self.fly(new, key) }
        return new
    }

    private func fly(_ flight: TokenFlight, _ key: Key) async {
        let start = epoch
        let result: Result<AccessToken, BrokerError>
        do throws(BrokerError) {
            let answer = try await ask(flight, in: key.tenant)
            // The app was changed meanwhile: what was for the old one goes to nobody.
            guard epoch == start else { throw .providerUnavailable(nil, retryAfterMs: 0) }
            let cached = CachedToken(
                answer, for: key.resource, claims: flight.claims, at: tools.clock.now(),
                jitter: tools.randomness.fraction())
            makeRoom()
            result = .success(try shelves[key.tenant, default: TokenShelf()].keep(cached))
            records[key] = ResourceRecord(resource: key.resource, lastSuccessAt: tools.clock.now())
        } catch {
            if epoch == start { note(error, key) }
            result = .failure(error)
        }
        if epoch == start { flights[key] = nil }
        flight.outcome.settle(result)
    }

    private func ask(_ flight: TokenFlight, in tenant: String?) async throws(BrokerError) -> TokenAnswer {
        guard let registered = try await tools.apps.app(app) else { throw .notFound(what: "app") }
        let scope = try tools.directory.applicationScope(of: registered, in: tenant, for: flight.resource)
        let provider = try await tools.directory.metadata(of: registered.app, in: tenant)
        tools.log.debug(
            "asking for an app's token", metadata: ["app": "\(app)", "resource": "\(flight.resource.rawValue)"])
        let line = tools.lines.line(to: provider.tokenEndpoint)
        let hasPlace = await line.enter(with: flight.ticket)
        defer { if hasPlace { line.leave() } }
        do throws(TokenFailure) {
            return try await tools.endpoint.actAlone(
                scope: scope, claims: flight.claims, in: tenant, at: provider, as: registered)
        } catch {
            throw error.error
        }
    }

    /// Remembers a failure for callers who would ask again at once.
    private func note(_ error: BrokerError, _ key: Key) {
        guard error.isAboutTokens else { return }
        makeRoom()
        let now = tools.clock.now()
        shelves[key.tenant, default: TokenShelf()].hold(error, for: key.resource, at: now)
        records[key, default: ResourceRecord(resource: key.resource)].failure = .init(at: now, error: error)
        tools.log.log(
            level: error.needsPerson ? .error : .notice, "an app gets no token",
            metadata: ["app": "\(app)", "reason": "\(error.label)"])
    }

    /// Nobody can make us keep any number of tenants by naming them.
    private func makeRoom() {
        guard shelves.count >= Self.remembered else { return }
        let now = tools.clock.now()
        shelves = shelves.filter { !$0.value.isEmpty(at: now) }
        records = records.filter { shelves[$0.key.tenant] != nil }
    }
}
