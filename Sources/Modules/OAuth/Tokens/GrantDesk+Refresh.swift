internal import Broker
internal import Domain
internal import Logging

extension GrantDesk {
    /// Asks the provider, makes durable what it gave, then lets it out: in this order (reference sheet §A8).
    func refresh(_ resource: Resource, claims: String?) async -> Result<AccessToken, BrokerError> {
        let start = epoch
        wantedClaims = nil
        do throws(BrokerError) {
            try await saveUnsaved()
            guard let grant = try await tools.grants.grant(of: account) else {
                throw .signInRequired(account, nil)
            }
            let answer = try await ask(for: resource, claims: claims, under: grant)
            return .success(try await keep(answer, of: grant, for: resource, claims: claims, since: start))
        } catch {
            if epoch == start { await note(error, for: resource) }
            return .failure(error)
        }
    }

    private func ask(
        for resource: Resource, claims: String?, under grant: Grant
    ) async throws(BrokerError) -> TokenAnswer {
        guard let app = try await tools.apps.app(grant.app) else { throw .signInRequired(account, nil) }
        let plan = try tools.directory.plan(of: app)
        guard plan.offers(resource) else {
            throw .invalid(field: "resource", reason: "the app asks for no scope of \(resource.rawValue)")
        }
        let provider = try await tools.directory.metadata(of: app.app)
        guard grant.isBound(to: app, issuer: provider.issuer) else { throw .signInRequired(account, nil) }
        tools.log.debug("refreshing", metadata: ["account": "\(account)", "resource": "\(resource.rawValue)"])
        do throws(TokenFailure) {
            return try await tools.endpoint.refresh(
                grant, scopes: plan.namesScopes ? plan.renewed(for: resource, of: grant) : nil, claims: claims,
                at: provider,
                as: app)
        } catch {
            wantedClaims = error.wantedClaims
            throw error.error
        }
    }

    private func keep(
        _ answer: TokenAnswer, of grant: Grant, for resource: Resource, claims: String?, since start: Int
    ) async throws(BrokerError) -> AccessToken {
        let now = tools.clock.now()
        var renewed = grant
        renewed.refreshToken = answer.refreshToken ?? grant.refreshToken
        renewed.refreshedAt = now
        renewed.failure = nil
        renewed.wantedClaims = nil
        renewed.note(answer.scopes ?? [])
        unsaved = renewed
        try await saveUnsaved()
        // The app was changed meanwhile. What is rotated is kept, and what was for the old app goes to nobody.
        guard epoch == start else {
            throw .providerUnavailable(nil, retryAfterMs: 0)
        }
        if grant.failure != nil { tools.log.notice("the grant works again", metadata: ["account": "\(account)"]) }
        holds[resource] = nil
        let cached = CachedToken(
            answer, for: resource, claims: claims, at: now, jitter: tools.randomness.fraction())
        guard cached.token.credential != refused[resource] else {
            throw .providerRejected("the provider gives the refused token again", nil)
        }
        tokens[resource] = cached
        return cached.token
    }

    private func saveUnsaved() async throws(BrokerError) {
        guard let grant = unsaved else { return }
        try await tools.grants.save(grant)
        unsaved = nil
    }

    /// Remembers a failure: for callers who would ask again at once, and on the grant for people.
    private func note(_ error: BrokerError, for resource: Resource) async {
        switch error {
        case .cancelled, .vaultSealed, .vaultCorrupt, .storage, .invalid: return
        default: break
        }
        let now = tools.clock.now()
        for resource in error.concernsOneResource ? [resource] : Resource.allCases {
            holds[resource] = Hold(error, after: holds[resource], at: now)
        }
        tools.log.log(
            level: error.needsPerson ? .error : .notice, "refresh failed",
            metadata: ["account": "\(account)", "reason": "\(error.label)"])
        if unsaved == nil { await write(GrantStatus.Failure(at: now, error: error)) }
    }

    /// Only for people to see, and for the next sign-in: if it cannot be written, the next one may be.
    private func write(_ failure: GrantStatus.Failure) async {
        do throws(BrokerError) {
            guard var grant = try await tools.grants.grant(of: account) else { return }
            grant.failure = failure
            grant.wantedClaims = wantedClaims ?? grant.wantedClaims
            try await tools.grants.save(grant)
        } catch {
            tools.log.debug(
                "a failure could not be kept on its grant",
                metadata: ["account": "\(account)", "reason": "\(error.label)"])
        }
    }
}
