internal import Broker
internal import Domain
internal import Logging

extension GrantDesk {
    /// Asks the provider, makes durable what it gave, then lets it out: in this order (reference sheet §A8).
    func refresh(_ flight: TokenFlight) async -> Result<AccessToken, BrokerError> {
        let start = epoch
        wantedClaims = nil
        do throws(BrokerError) {
            try await saveUnsaved()
            guard let grant = try await tools.grants.grant(of: account) else {
                throw .signInRequired(account, nil)
            }
            let reply = try await ask(flight, under: grant)
            return .success(try await keep(reply, to: flight, of: grant, since: start))
        } catch {
            if epoch == start { await note(error, for: flight.resource) }
            return .failure(error)
        }
    }

    private struct Reply {
        let answer: TokenAnswer
        /// What was asked for; nil where the provider does not want scopes named.
        let scopes: [String]?
        /// What was asked for before that, and refused.
        var refused: [String] = []
        let plan: ScopePlan
    }

    private func ask(_ flight: TokenFlight, under grant: Grant) async throws(BrokerError) -> Reply {
        guard let app = try await tools.apps.app(grant.app) else { throw .signInRequired(account, nil) }
        let plan = try tools.directory.plan(of: app)
        let resource = flight.resource
        guard plan.offers(resource) else {
            throw .invalid(field: "resource", reason: "the app asks for no scope of \(resource.rawValue)")
        }
        let provider = try await tools.directory.metadata(of: app.app)
        guard grant.isBound(to: app, issuer: provider.issuer) else { throw .signInRequired(account, nil) }
        let call = RefreshCall(grant: grant, claims: flight.claims, provider: provider, app: app)
        var tries: [[String]?] = [nil]
        if plan.namesScopes { tries = plan.renewals(for: resource, of: grant, isWidened: widened.contains(resource)) }
        var refused: [String] = []
        while true {
            let scopes = tries.removeFirst()
            do throws(TokenFailure) {
                let answer = try await send(call, scopes, flight)
                widened.remove(resource)
                return Reply(answer: answer, scopes: scopes, refused: refused, plan: plan)
            } catch {
                guard !tries.isEmpty, error.mayBeAboutScopes else { throw error.error }
                // Asked for once: what was agreed to goes on, whatever there is against the rest.
                widened.remove(resource)
                refused = refused.adding(scopes ?? [])
            }
        }
    }

    private struct RefreshCall {
        let grant: Grant
        let claims: String?
        let provider: ProviderMetadata
        let app: RegisteredApp
    }

    private func send(
        _ call: RefreshCall, _ scopes: [String]?, _ flight: TokenFlight
    ) async throws(TokenFailure) -> TokenAnswer {
        tools.log.debug(
            "refreshing", metadata: ["account": "\(account)", "resource": "\(flight.resource.rawValue)"])
        let line = tools.lines.line(to: call.provider.tokenEndpoint)
        let hasPlace = await line.enter(with: flight.ticket)
        defer { if hasPlace { line.leave() } }
        let app = try await current(call.app)
        // The daemon stops: those who are under way are waited for, and nobody follows them.
        guard !tools.errands.isOver else { throw TokenFailure(.cancelled) }
        do throws(TokenFailure) {
            return try await tools.endpoint.refresh(
                call.grant, scopes: scopes, claims: call.claims, at: call.provider, as: app)
        } catch {
            wantedClaims = error.wantedClaims
            throw error
        }
    }

    /// Whoever stood in line for minutes has an app in hand that may be another by now.
    private func current(_ app: RegisteredApp) async throws(TokenFailure) -> RegisteredApp {
        do throws(BrokerError) {
            guard let current = try await tools.apps.app(app.app.id), current.generation == app.generation else {
                throw .providerUnavailable(nil, retryAfterMs: 0)
            }
            return current
        } catch {
            throw TokenFailure(error)
        }
    }

    private func plan(of grant: Grant) async throws(BrokerError) -> ScopePlan {
        guard let app = try await tools.apps.app(grant.app) else { throw .signInRequired(account, nil) }
        return try tools.directory.plan(of: app)
    }

    private func keep(
        _ reply: Reply, to flight: TokenFlight, of grant: Grant, since start: Int
    ) async throws(BrokerError) -> AccessToken {
        let (now, answer) = (tools.clock.now(), reply.answer)
        var renewed = grant
        renewed.refreshToken = answer.refreshToken ?? grant.refreshToken
        renewed.refreshedAt = now
        renewed.wantedClaims = nil
        renewed.noteSuccess(for: flight.resource, at: now)
        if let scopes = reply.scopes {
            renewed.note(answer.scopes, of: scopes)
            renewed.noteMissing(ScopeEcho.missing(of: reply.refused, in: scopes))
        } else {
            renewed.note(answer.scopes ?? [])
        }
        unsaved = renewed
        try await saveUnsaved()
        // The app was changed meanwhile. What is rotated is kept, and what was for the old app goes to nobody.
        guard epoch == start else {
            throw .providerUnavailable(nil, retryAfterMs: 0)
        }
        if grant.failure != nil { tools.log.notice("the grant works again", metadata: ["account": "\(account)"]) }
        lack = PermissionLack(of: renewed, under: reply.plan)
        return try shelf.keep(
            CachedToken(
                answer, for: flight.resource, claims: flight.claims, at: now, jitter: tools.randomness.fraction()))
    }

    func saveUnsaved() async throws(BrokerError) {
        guard let grant = unsaved else { return }
        try await tools.grants.save(grant)
        unsaved = nil
    }

    /// Remembers a failure: for callers who would ask again at once, and on the grant for people.
    private func note(_ error: BrokerError, for resource: Resource) async {
        guard error.isAboutTokens else { return }
        let now = tools.clock.now()
        shelf.hold(error, for: resource, at: now)
        tools.log.log(
            level: error.needsPerson ? .error : .notice, "refresh failed",
            metadata: ["account": "\(account)", "reason": "\(error.label)"])
        if unsaved == nil { await write(GrantStatus.Failure(at: now, error: error), for: resource) }
    }

    /// Only for people to see, and for the next sign-in: if it cannot be written, the next one may be.
    private func write(_ failure: GrantStatus.Failure, for resource: Resource) async {
        do throws(BrokerError) {
            guard var grant = try await tools.grants.grant(of: account) else { return }
            grant.noteFailure(failure, for: resource)
            if case .consentRequired = failure.error {
                grant.noteRefusal(of: resource, under: try await plan(of: grant))
            }
            grant.wantedClaims = wantedClaims ?? grant.wantedClaims
            try await tools.grants.save(grant)
        } catch {
            tools.log.debug(
                "a failure could not be kept on its grant",
                metadata: ["account": "\(account)", "reason": "\(error.label)"])
        }
    }
}

extension TokenFailure {
    /// Whether less might be granted where this was refused: not where it passes, or where the app as a whole is refused. What a
    /// user has to do may be wanted for one scope of several (reference sheet §A10).
    fileprivate var mayBeAboutScopes: Bool {
        switch error {
        case .consentRequired, .signInRequired, .providerRejected: true
        case .appMisconfigured: concern == .request
        default: false
        }
    }
}
