internal import Broker
internal import Domain
internal import Logging

/// Administrators' consents: begins them, and takes what their browsers bring back.
actor ConsentDesk {
    /// That may be open at a time.
    static let maximumOpen = 1_000
    /// How long an administrator may take, in seconds: he has to be found first.
    static let lifetime: Int64 = 86_400

    private let consents: any ConsentStore
    private let book: AppBook
    private let apps: AppDesk
    private let directory: ProviderDirectory
    private let tokens: TokenDesk
    private let clock: any WallClock
    private let randomness: any Randomness
    private let log: Logger
    /// Only one answer at a time is taken.
    private let turnstile = Turnstile()
    private var endings: [String: Outcome<Result<AdminConsent, BrokerError>>] = [:]
    private var letsWait = true

    init(
        consents: any ConsentStore, book: AppBook, apps: AppDesk, directory: ProviderDirectory, tokens: TokenDesk,
        clock: any WallClock, randomness: any Randomness, log: Logger
    ) {
        self.consents = consents
        self.book = book
        self.apps = apps
        self.directory = directory
        self.tokens = tokens
        self.clock = clock
        self.randomness = randomness
        self.log = log
    }

    func begin(_ request: AdminConsentRequest) async throws(BrokerError) -> SignInInvitation {
        let registered = try await book.app(request.app)
        let terms = try ConsentTerms(request, of: registered, in: directory)
        try await makeRoom()
        let state = Base64(randomness.bytes(32)).urlText
        let expiresAt = clock.now().advanced(by: .seconds(Self.lifetime))
        let consent = AwaitedConsent(
            app: request.app, generation: registered.generation, caller: request.caller, tenant: terms.tenant,
            scopes: terms.scopes, providerName: "entra", expiresAt: expiresAt)
        try await consents.save(consent, as: Fingerprint.of(Credential(state)))
        return SignInInvitation(url: terms.url(state: state), state: state, expiresAt: expiresAt)
    }

    func complete(_ completion: SignInCompletion) async throws(BrokerError) -> AdminConsent {
        let key = Fingerprint.of(completion.state)
        await turnstile.enter()
        defer { turnstile.leave() }
        guard var consent = try await consents.consent(key) else { throw .stateInvalid }
        switch consent.returned(completion, at: clock.now()) {
        case .ignore(let error): throw error
        case .answer(let result): return try result.get()
        case .end(let error):
            try await consents.save(consent, as: key)
            tell(.failure(error), of: key)
            throw error
        case .note(let agreed):
            guard try await book.app(agreed.app).generation == consent.generation else { throw .stateInvalid }
            // The app first: brought again, the same is noted again.
            try await note(agreed)
            try await consents.save(consent, as: key)
            tell(.success(agreed), of: key)
            return agreed
        }
    }

    func result(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> AdminConsent {
        let key = Fingerprint.of(state)
        // Waiting begins before looking, or an end in between would be missed; only for states that exist.
        guard try await consents.consent(key)?.caller == caller else { throw .stateInvalid }
        guard letsWait else { throw .cancelled }
        let ending = endings[key] ?? Outcome()
        endings[key] = ending
        guard let consent = try await consents.consent(key) else { throw .stateInvalid }
        if let ended = consent.ending(at: clock.now()) { return try ended.get() }
        let left = clock.now().duration(to: consent.expiresAt)
        switch await ending.wait(until: min(deadline, .after(left))) {
        case .settled(let result): return try result.get()
        case .cancelled: throw .cancelled
        case .timedOut: throw clock.now() < consent.expiresAt ? .timedOut : .codeExpired
        }
    }

    func stopWaiting() {
        letsWait = false
        for ending in endings.values { ending.settle(.failure(.cancelled)) }
        endings = [:]
    }

    /// Removes those that ended, an hour after the end of their life.
    func sweep() async throws(BrokerError) {
        let now = clock.now()
        for key in try await consents.consentKeys() {
            do throws(BrokerError) {
                guard let end = try await consents.consent(key)?.expiresAt, now < end.advanced(by: .seconds(3_600))
                else {
                    try await consents.removeConsent(key)
                    endings[key] = nil
                    continue
                }
            } catch {
                guard case .vaultCorrupt = error else { throw error }
                try await consents.removeConsent(key)
                endings[key] = nil
            }
        }
    }

    // MARK: Inside

    private func makeRoom() async throws(BrokerError) {
        try await sweep()
        guard try await consents.consentKeys().count < Self.maximumOpen else {
            throw .conflict("\(Self.maximumOpen) consents are open already")
        }
    }

    private func note(_ agreed: AdminConsent) async throws(BrokerError) {
        try await apps.note(agreed, of: agreed.app)
        try await tokens.tryAgain(agreed.app)
        log.notice(
            "an administrator agreed", metadata: ["app": "\(agreed.app)", "scopes": "\(agreed.scopes.count)"])
    }

    private func tell(_ result: Result<AdminConsent, BrokerError>, of key: String) {
        endings.removeValue(forKey: key)?.settle(result)
    }
}
