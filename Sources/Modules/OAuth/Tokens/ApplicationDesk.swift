internal import Broker
internal import Domain
internal import Logging

/// The tokens of an app that acts without a user: one for each resource, whatever number of mailboxes it opens, in memory
/// alone, and one request for it at a time (reference sheet, section A12).
actor ApplicationDesk {
    private struct Flight {
        let claims: String?
        let outcome = Outcome<Result<AccessToken, BrokerError>>()
    }
    private let app: AppID
    private let tools: TokenTools
    private var tokens: [Resource: CachedToken] = [:]
    private var holds: [Resource: Hold] = [:]
    /// Tokens that a server refused: the provider may give the same one again.
    private var refused: [Resource: Credential] = [:]
    private var flights: [Resource: Flight] = [:]
    private var replacements = Replacements()
    /// Goes up when the app was changed: a flight that began before must not put back what was true then.
    private var epoch = 0

    init(app: AppID, tools: TokenTools) {
        self.app = app
        self.tools = tools
    }

    func token(_ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        if let same = refuse(demand) { return same }
        while true {
            let now = tools.clock.now()
            if let cached = tokens[demand.resource], cached.isFresh(for: demand, at: now) { return cached.token }
            if let hold = holds[demand.resource], hold.applies(at: now) {
                return try fallBack(from: hold.error(at: now), demand, at: now)
            }
            let current = flights[demand.resource] ?? takeOff(demand)
            let result = try await current.outcome.answer()
            guard current.claims == demand.claims else { continue }
            return try land(result, demand)
        }
    }

    /// The app is another now.
    func forgetMemory() {
        epoch += 1
        tokens = [:]
        holds = [:]
        refused = [:]
        replacements = Replacements()
        flights = [:]  // Who asks from now on does not wait for what was asked for the old one.
    }

    private func takeOff(_ demand: TokenDemand) -> Flight {
        let new = Flight(claims: demand.claims)
        flights[demand.resource] = new
        // It outlives whoever began it: others wait for it.
        Task { await self.fly(new, for: demand.resource) }
        return new
    }

    private func fly(_ flight: Flight, for resource: Resource) async {
        let start = epoch
        let result: Result<AccessToken, BrokerError>
        do throws(BrokerError) {
            let answer = try await ask(for: resource, claims: flight.claims)
            // The app was changed meanwhile: what was for the old one goes to nobody.
            guard epoch == start else { throw .providerUnavailable(nil, retryAfterMs: 0) }
            result = .success(try keep(answer, for: resource, claims: flight.claims))
        } catch {
            if epoch == start { note(error, for: resource) }
            result = .failure(error)
        }
        if epoch == start { flights[resource] = nil }
        flight.outcome.settle(result)
    }

    private func ask(for resource: Resource, claims: String?) async throws(BrokerError) -> TokenAnswer {
        guard let registered = try await tools.apps.app(app) else { throw .notFound(what: "app") }
        let scope = try tools.directory.applicationScope(of: registered, for: resource)
        let provider = try await tools.directory.metadata(of: registered.app)
        tools.log.debug("asking for an app's token", metadata: ["app": "\(app)", "resource": "\(resource.rawValue)"])
        do throws(TokenFailure) {
            return try await tools.endpoint.actAlone(scope: scope, claims: claims, at: provider, as: registered)
        } catch {
            throw error.error
        }
    }

    private func keep(
        _ answer: TokenAnswer, for resource: Resource, claims: String?
    ) throws(BrokerError) -> AccessToken {
        holds[resource] = nil
        let cached = CachedToken(
            answer, for: resource, claims: claims, at: tools.clock.now(), jitter: tools.randomness.fraction())
        guard cached.token.credential != refused[resource] else {
            throw .providerRejected("the provider gives the refused token again", nil)
        }
        tokens[resource] = cached
        return cached.token
    }

    /// Remembers a failure for callers who would ask again at once.
    private func note(_ error: BrokerError, for resource: Resource) {
        switch error {
        case .cancelled, .vaultSealed, .vaultCorrupt, .storage, .invalid, .notFound: return
        default: break
        }
        holds[resource] = Hold(error, after: holds[resource], at: tools.clock.now())
        tools.log.log(
            level: error.needsPerson ? .error : .notice, "an app gets no token",
            metadata: ["app": "\(app)", "reason": "\(error.label)"])
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
        guard !error.endsSignIn, let cached = tokens[demand.resource], cached.isUsable(for: demand, at: now) else {
            throw error
        }
        return cached.token
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
