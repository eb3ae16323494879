internal import JSON
internal import Tenant

extension TokenEndpoint {
    /// The authorization code grant (reference sheet §A5).
    func code(_ request: Request) throws(Refusal) -> JSONValue {
        let call = request.call
        let text = try call.needed("code")
        guard let code = entra.state.codes.value(text, at: call.now),
            code.client == request.app.clientID || !entra.facts[Facts.codeBoundToClient]
        else { throw Refusal(70000, "The provided authorization code is not valid for this app.") }
        try request.check.require(request.isConfidential, for: code.platform)
        try bind(code, request)
        let scopes = try scopes(of: code, request)
        guard let person = entra.directory.person(code.person) else { throw Refusal(50034) }
        try entra.inGoodStanding(person, request.app)
        var resource = scopes.resource
        resource.permissions = try consented(resource, isDefault: resource.isDefault, request.app, person)
        // The last of the checks, in one step: of two requests at once only one gets through.
        let isFirst = entra.state.codes.change(text, at: call.now) { code in
            defer { code.isRedeemed = true }
            return !code.isRedeemed
        }
        guard isFirst == true || !entra.facts[Facts.codeSingleUse] else { throw Refusal(54005) }
        let grant = RefreshGrant(
            client: code.client, person: person.id, platform: code.platform, resource: resource,
            identity: code.scopes.identity, authentication: code.authentication, lastUsedAt: call.now,
            isConfidential: request.isConfidential, password: person.password)
        var answer = TokenAnswer(
            app: request.app, person: person, resource: resource, identity: scopes.identity,
            authentication: code.authentication, nonce: code.nonce)
        if scopes.identity.contains(.offline) || !entra.facts[Facts.offlineAccessNeeded] {
            answer.refreshToken = keep(grant, person)
        }
        return answer.json(request.mint, request.claims)
    }

    /// What the code was made with has to come again.
    private func bind(_ code: AuthorizationCode, _ request: Request) throws(Refusal) {
        let facts = entra.facts
        guard code.expiresAt > request.call.now else { throw Refusal(70008) }
        // A replay is said to be one whatever else is wrong with it.
        if code.isRedeemed, facts[Facts.codeSingleUse] { throw Refusal(54005) }
        if case .tenant(let id) = request.authority, id != code.tenant { throw Refusal(700_005) }
        guard try request.call.needed("redirect_uri") == code.redirectURI else {
            throw Refusal(
                facts[Facts.redirectMismatchCode],
                "The reply address does not match the one provided when requesting the authorization code.",
                error: "invalid_grant")
        }
        guard facts[Facts.pkceVerified] else { return }
        let verifier = request.call.field("code_verifier")
        switch (code.challenge, verifier) {
        case (nil, nil): return
        case (_?, nil): throw Refusal(facts[Facts.missingVerifierCode], error: "invalid_grant")
        case (nil, _?): throw Refusal(501_481)
        case (let challenge?, let verifier?): guard challenge.isMet(by: verifier) else { throw Refusal(501_481) }
        }
    }

    /// What is asked of the code: its own scopes where the request names none.
    private func scopes(
        of code: AuthorizationCode, _ request: Request
    ) throws(Refusal) -> (resource: ResourceScopes, identity: Set<IdentityScope>) {
        let facts = entra.facts
        let asked = try requestedScopes(request)
        let identity = asked.map { $0.identity.intersection(code.scopes.identity) } ?? code.scopes.identity
        if let resource = try asked?.resource(facts) { return (resource, identity) }
        if facts[Facts.emptyScopeAtRedemption] == .refuse, !code.scopes.resources.isEmpty { throw Refusal(28003) }
        let first = code.scopes.resources.first ?? ResourceScopes(audience: .graph, prefix: Audience.graph.prefix)
        return (first, identity)
    }
}
