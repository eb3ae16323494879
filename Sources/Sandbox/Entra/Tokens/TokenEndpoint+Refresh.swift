internal import JSON
internal import Tenant

extension TokenEndpoint {
    /// The refresh grant (reference sheet §A7, §A8).
    func refresh(_ request: Request) throws(Refusal) -> JSONValue {
        let call = request.call
        let text = try call.needed("refresh_token")
        guard let grant = entra.state.refreshTokens.value(text, at: call.now) else {
            throw Refusal(70000, "The provided refresh token is malformed or not known.", suberror: "bad_token")
        }
        guard grant.client == request.app.clientID else {
            throw Refusal(70000, "The refresh token was issued to another app.", suberror: "client_mismatch")
        }
        try request.check.require(request.isConfidential, for: grant.platform)
        try strike(text, request)
        try alive(entra.state.refreshTokens.value(text, at: call.now) ?? grant, call)
        guard let person = entra.directory.person(grant.person) else { throw Refusal(50034) }
        try allowed(grant, person, request)
        let asked = try requestedScopes(request)
        var resource = try asked?.resource(entra.facts) ?? grant.resource
        resource.permissions = try consented(
            resource, isDefault: resource.isDefault, request.app, person)
        let identity = asked.map { $0.identity.intersection(grant.identity) } ?? grant.identity
        let answer = TokenAnswer(
            app: request.app, person: person, resource: resource, identity: identity,
            authentication: grant.authentication, refreshToken: try rotate(text, grant, person, request))
        return answer.json(request.mint, request.claims)
    }

    /// Remembers a grant under a new refresh token.
    func keep(_ grant: RefreshGrant, _ person: Person) -> String {
        let token = Secrets.refreshToken(isPersonal: person.isPersonal)
        // Never forgotten for its age: then it is still known to have expired.
        entra.state.refreshTokens.put(grant, under: token, until: .infinity)
        return token
    }

    /// The faults that are about one refresh token.
    private func strike(_ token: String, _ request: Request) throws(Refusal) {
        let names: Set<FaultName> = [.refreshRevoked, .temporaryInvalidGrant]
        guard let fault = entra.sandbox.faults.take(names, at: request.occasion) else { return }
        if fault.name == .temporaryInvalidGrant {
            throw Refusal(90033, error: "invalid_grant")
        }
        _ = entra.state.refreshTokens.change(token, at: request.call.now) { $0.standing = .revoked }
    }

    /// Whether the token itself is still good.
    private func alive(_ grant: RefreshGrant, _ call: Call) throws(Refusal) {
        try Self.check(grant.standing)
        let facts = entra.facts
        if grant.platform == .spa {
            let end = grant.authentication.at + Double(facts[Facts.spaRefreshSeconds])
            guard call.now < end else { throw Refusal(700_084) }
        }
        guard call.now < grant.lastUsedAt + Double(facts[Facts.refreshIdleSeconds]) else { throw Refusal(700_082) }
    }

    private static func check(_ standing: RefreshGrant.Standing) throws(Refusal) {
        switch standing {
        case .good: break
        case .revoked: throw Refusal(50173)
        case .spent: throw Refusal(70000, "The refresh token was redeemed before.", suberror: "bad_token")
        }
    }

    /// Whether the person may still go on with it, at this endpoint and under the tenant's policies.
    private func allowed(_ grant: RefreshGrant, _ person: Person, _ request: Request) throws(Refusal) {
        if entra.facts[Facts.passwordChangeRevokes], !grant.isConfidential, grant.password != person.password {
            throw Refusal(50173)
        }
        try request.authority.admit(person, to: request.app)
        try entra.inGoodStanding(person, request.app)
        let policies = entra.directory.tenant(person.tenant)?.policies ?? .init()
        if let seconds = policies.signInFrequencySeconds,
            grant.authentication.at + Double(seconds) <= request.call.now
        {
            throw Refusal(
                entra.facts[Facts.signInFrequencyCode], ErrorCode.of(70043).text, error: "invalid_grant",
                suberror: "token_expired")
        }
        if person.needsSecondFactor, !grant.authentication.secondFactor {
            throw .secondFactorMissing(claims: StepUp.claims)
        }
        // A policy that is no JSON object binds nobody.
        if let text = policies.requiredClaims, let required = try? RequestedClaims(text),
            !required.satisfied(by: grant.authentication.claims)
        {
            throw .secondFactorMissing(claims: text)
        }
    }

    /// The refresh token of the answer, and what becomes of the old one (§A8). It is looked at once more in the same
    /// step: of two requests at once only one spends it, and what was revoked meanwhile stays so.
    private func rotate(
        _ old: String, _ grant: RefreshGrant, _ person: Person, _ request: Request
    ) throws(Refusal) -> String {
        var grant = grant
        grant.lastUsedAt = request.call.now
        let rotation = entra.facts[Facts.refreshRotation]
        let isSpent = entra.sandbox.faults.take([.refreshRotated], at: request.occasion) != nil || rotation == .strict
        let standing = entra.state.refreshTokens.change(old, at: request.call.now) { kept in
            let standing = kept.standing
            kept.lastUsedAt = request.call.now
            if isSpent, standing == .good { kept.standing = .spent }
            return standing
        }
        try Self.check(standing ?? .spent)
        return rotation == .same && !isSpent ? old : keep(grant, person)
    }
}
