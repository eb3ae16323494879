internal import Broker
internal import Domain
internal import Logging

/// Acts for the sign-ins: the clock, the network and the store are here, their rules in `SignIn`.
actor SignInDesk {
    struct Flight {
        let completion: SignInCompletion
        let outcome = Outcome<Result<SignedIn, BrokerError>>()
    }
    /// Sign-ins that may be open at a time, so that nobody can fill the disk with them.
    static let maximumOpen = 10_000

    let tools: SignInTools
    /// New grants of an app are made one at a time, so that one person gets one account, and never while the app changes.
    private var settling: [AppID: Turnstile] = [:]
    /// When each sign-in ends, by key.
    private var expiries: [String: Timestamp]?
    private var flights: [String: Flight] = [:]
    /// For those who wait for a sign-in to end.
    private var endings: [String: Outcome<Result<SignedIn, BrokerError>>] = [:]

    /// What is known of a sign-in beside what is sealed; after a restart it begins anew.
    struct Memory {
        /// The tokens that came and could not be kept yet: the provider gives them once.
        var answer: TokenAnswer?
        /// How often in a row the provider could not be asked about a device.
        var failures = 0
        /// How often it may be asked about a device, in seconds, once it wanted to be asked less often.
        var interval: Int?
    }
    /// By key.
    var memories: [String: Memory] = [:]
    private var letsWait = true

    init(tools: SignInTools) { self.tools = tools }

    func begin(_ request: SignInRequest) async throws(BrokerError) -> SignInInvitation {
        try request.check()
        guard let app = try await tools.apps.app(request.app) else { throw .notFound(what: "app") }
        let redirectURL = try app.app.redirectURL(request.redirectURL)
        let provider = try await tools.directory.metadata(of: app.app)
        let plan = try tools.directory.plan(of: app).opening(request.mailbox)
        try request.check(against: app.app, at: provider)
        try await makeRoom()
        let state = Base64(tools.randomness.bytes(32)).urlText
        let nonce = Base64(tools.randomness.bytes(24)).urlText
        let pkce = PKCE(randomness: tools.randomness)
        let expiresAt = tools.clock.now().advanced(
            by: .seconds(request.lifetimeSeconds ?? SignInRequest.defaultLifetime))
        let way = BrowserWay(
            redirectURL: redirectURL, nonce: nonce, verifier: pkce.verifier, announcesIssuer: provider.announcesIssuer)
        let scopes = try await scopes(plan, renewing: request.account)
        let signIn = SignIn(
            app: app.app.id, generation: app.generation, account: request.account, caller: request.caller,
            expectedEmail: request.expectedEmail, mailbox: request.mailbox, context: request.context,
            issuer: provider.issuer, providerName: provider.name, scopes: scopes, expiresAt: expiresAt,
            way: .browser(way))
        try await open(signIn, by: state)
        let url = AuthorizationURL.make(
            for: app.app, at: provider, scopes: scopes, state: state, nonce: nonce, challenge: pkce.challenge,
            redirectURL: redirectURL, request: request, claims: try await wantedClaims(of: request.account))
        return SignInInvitation(url: url, state: state, expiresAt: expiresAt)
    }

    /// Ends a sign-in. Of several who bring the same answer one redeems, and all get its result.
    func complete(_ completion: SignInCompletion) async throws(BrokerError) -> SignedIn {
        let key = Fingerprint.of(completion.state)
        while true {
            let current = flights[key]
            let mine = current ?? takeOff(completion, key)
            let result = try await mine.outcome.answer()
            // Somebody else's answer to the same state: ours is looked at once theirs is done with.
            guard mine.completion == completion else { continue }
            return try result.get()
        }
    }

    /// From now on nobody waits for a sign-in to end, and those who do are let go.
    func stopWaiting() {
        letsWait = false
        for ending in endings.values { ending.settle(.failure(.cancelled)) }
        endings = [:]
    }

    func result(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> SignedIn {
        let key = Fingerprint.of(state)
        // Waiting begins before looking, or an end in between would be missed; only for states that exist.
        guard try await tools.signIns.signIn(key) != nil else { throw .stateInvalid }
        guard letsWait else { throw .cancelled }
        let ending = endings[key] ?? Outcome()
        endings[key] = ending
        guard let signIn = try await tools.signIns.signIn(key), signIn.caller == caller else { throw .stateInvalid }
        if let ended = signIn.ending(at: tools.clock.now()) { return try ended.get() }
        let left = tools.clock.now().duration(to: signIn.expiresAt)
        switch await ending.wait(until: min(deadline, .after(left))) {
        case .settled(let result): return try result.get()
        case .cancelled: throw .cancelled
        case .timedOut: throw tools.clock.now() < signIn.expiresAt ? .timedOut : .codeExpired
        }
    }

    /// Removes sign-ins an hour after their end, so that a late redirect is still told what happened.
    func sweep() async throws(BrokerError) {
        let now = tools.clock.now()
        for (key, expiry) in try await index() where expiry.advanced(by: .seconds(3_600)) <= now && flights[key] == nil
        {
            try await tools.signIns.remove(key)
            expiries?[key] = nil
            endings[key] = nil
            memories[key] = nil
        }
    }

    /// Tells those who wait. The state machine has kept it already.
    func tell(_ result: Result<SignedIn, BrokerError>, of key: String) {
        endings.removeValue(forKey: key)?.settle(result)
    }

    /// Only one at a time may make grants of an app or change it.
    func turnstile(of app: AppID) -> Turnstile {
        let turnstile = settling[app] ?? Turnstile()
        settling[app] = turnstile
        return turnstile
    }

    /// The app is gone, and its id does not come again.
    func forgetTurnstile(of app: AppID) { settling[app] = nil }

    // MARK: Inside

    private func takeOff(_ completion: SignInCompletion, _ key: String) -> Flight {
        let new = Flight(completion: completion)
        guard tools.errands.setOut() else {
            new.outcome.settle(.failure(.cancelled))
            return new
        }
        flights[key] = new
        // It outlives whoever began it: a code is good once, and a client that hangs up must not waste it.
        Task { await self.fly(new, key) }
        return new
    }

    private func fly(_ flight: Flight, _ key: String) async {
        let result: Result<SignedIn, BrokerError>
        do throws(BrokerError) {
            result = .success(try await run(flight.completion, key))
        } catch {
            result = .failure(error)
        }
        flights[key] = nil
        flight.outcome.settle(result)
        tools.errands.comeBack()
    }

    /// Keeps a new sign-in under the hash of what it goes by.
    @discardableResult
    func open(_ signIn: SignIn, by handle: String) async throws(BrokerError) -> String {
        let key = Fingerprint.of(Credential(handle))
        try await tools.signIns.save(signIn, as: key)
        expiries?[key] = signIn.expiresAt
        return key
    }

    func makeRoom() async throws(BrokerError) {
        try await sweep()
        guard try await index().count < Self.maximumOpen else {
            throw .conflict("\(Self.maximumOpen) sign-ins are open already")
        }
    }

    /// What the store holds, read once. One that cannot be read any more is kept for nobody.
    private func index() async throws(BrokerError) -> [String: Timestamp] {
        if let expiries { return expiries }
        var found: [String: Timestamp] = [:]
        for key in try await tools.signIns.keys() {
            do throws(BrokerError) {
                found[key] = try await tools.signIns.signIn(key)?.expiresAt
            } catch {
                guard case .vaultCorrupt = error else { throw error }
                found[key] = .distantPast
            }
        }
        expiries = expiries ?? found
        return found
    }

    /// What the user is asked to agree to. Whoever signs in anew is asked again for the mailboxes of others, where that was
    /// agreed to before.
    private func scopes(_ plan: ScopePlan, renewing account: AccountID?) async throws(BrokerError) -> [String] {
        guard let account, let grant = try await tools.grants.grant(of: account) else { return plan.requestedFromUser }
        return plan.requestedFromUser.adding(grant.wantedShared(under: plan))
    }

    private func wantedClaims(of account: AccountID?) async throws(BrokerError) -> String? {
        guard let account else { return nil }
        return try await tools.grants.grant(of: account)?.wantedClaims
    }
}
