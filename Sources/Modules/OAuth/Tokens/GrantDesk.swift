internal import Broker
internal import Domain
internal import Logging

/// The tokens of one grant: one refresh at a time, shared by all who wait.
///
/// Access tokens live here, in memory alone. The refresh token is read from the store for each refresh and forgotten
/// again, unless the store could not take the newest one.
actor GrantDesk {
    let account: AccountID
    let tools: TokenTools
    var shelf = TokenShelf()
    /// A rotated refresh token that could not be written yet. Until it is, no token is given out.
    var unsaved: Grant? { didSet { shelf.isShut = unsaved != nil } }
    /// Goes up when what we know may be void: a flight that began before must not put it back.
    var epoch = 0
    /// What the provider wanted a new sign-in to ask for, at the last refresh.
    var wantedClaims: String?
    /// Resources whose next refresh asks for all that the app does, because more may be allowed since.
    var widened: Set<Resource> = []
    /// What the grant is known to lack; nil until somebody has to know.
    var lack: PermissionLack?
    private var flight: TokenFlight?
    /// For whoever changes the stored grant.
    private let turnstile = Turnstile()

    init(account: AccountID, tools: TokenTools) {
        self.account = account
        self.tools = tools
    }

    func token(_ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        let token = try await obtain(demand)
        try await refuseLack(demand)
        return token
    }

    /// Replaces the stored grant by that of a new sign-in; the token that came with it is used.
    func replace(_ grant: Grant, with token: CachedToken?) async throws(BrokerError) {
        await enter()
        defer { turnstile.leave() }
        try await tools.grants.save(grant)
        unsaved = nil
        forgetMemory()
        if let token { _ = try shelf.keep(token) }
    }

    func remove() async throws(BrokerError) {
        await enter()
        defer { turnstile.leave() }
        try await tools.grants.remove(account)
        unsaved = nil
        forgetMemory()
    }

    /// Drops everything but what is in the store or still has to go there.
    func forgetMemory() {
        epoch += 1
        shelf = TokenShelf(isShut: unsaved != nil)
        wantedClaims = nil
        widened = []
        lack = nil
    }

    /// Has the provider asked at the next demand, and for all that the app wants.
    func tryAgain() {
        shelf.doubt()
        widened = Set(Resource.allCases)
    }

    /// The last chance for a rotated refresh token that could not be written yet: the daemon stops.
    func saveLast() async {
        // Those who do not come back in time are not waited for a second time.
        guard unsaved != nil, flight == nil else { return }
        await turnstile.enter()
        defer { turnstile.leave() }
        do throws(BrokerError) {
            try await saveUnsaved()
        } catch {
            tools.log.error(
                "a renewed grant is lost", metadata: ["account": "\(account)", "reason": "\(error.label)"])
        }
    }

    // MARK: One refresh

    private func obtain(_ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        if let same = shelf.refuse(demand, at: tools.clock.now()) { return same }
        while true {
            if let answer = shelf.answer(to: demand, at: tools.clock.now()) { return try answer.get() }
            let current = flight ?? takeOff(demand)
            if !demand.isBackground { current.ticket.call() }
            let result = try await current.outcome.answer(isBackground: demand.isBackground)
            guard current.serves(demand) else { continue }
            return try shelf.land(result, demand, at: tools.clock.now()).get()
        }
    }

    private func takeOff(_ demand: TokenDemand) -> TokenFlight {
        let new = TokenFlight(demand)
        guard tools.errands.setOut() else {
            new.outcome.settle(.failure(.cancelled))
            return new
        }
        flight = new
        // It outlives whoever began it: others wait for it, and a refresh half done may lose a rotated token.
        Task { await self.fly(new) }
        return new
    }

    private func fly(_ flight: TokenFlight) async {
        await turnstile.enter()
        let result = await refresh(flight)
        turnstile.leave()
        self.flight = nil
        flight.outcome.settle(result)
        tools.errands.comeBack()
    }

    /// Whoever changes the grant is waited for, and so is the refresh before him.
    private func enter() async {
        flight?.ticket.call()
        await turnstile.enter()
    }

    // MARK: What the grant allows

    private func refuseLack(_ demand: TokenDemand) async throws(BrokerError) {
        guard demand.resource == .mail, let purpose = demand.purpose else { return }
        if lack == nil { try await learnLack() }
        if let scope = lack?[purpose] { throw .consentRequired(scopes: [scope], nil) }
    }

    private func learnLack() async throws(BrokerError) {
        let start = epoch
        guard let grant = try await tools.grants.grant(of: account), let app = try await tools.apps.app(grant.app)
        else { return }
        let known = PermissionLack(of: grant, under: try tools.directory.plan(of: app))
        if epoch == start { lack = known }
    }
}
