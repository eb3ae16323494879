internal import JSON
internal import Tenant

extension TokenEndpoint {
    private enum Poll: Sendable {
        case expired, slowDown, waiting
        case refused(Refusal)
        case redeemed
        case approved(person: GUID, ScopeRequest, Authentication)
    }

    /// The device grant (reference sheet §A11; RFC 8628).
    func device(_ request: Request) throws(Refusal) -> JSONValue {
        let call = request.call
        guard let text = call.field("device_code") ?? call.field("code") else { throw .missing("device_code") }
        guard let known = entra.state.devices.value(text, at: call.now), known.client == request.app.clientID else {
            throw Refusal(70018)
        }
        try request.check.require(request.isConfidential, for: nil)
        switch poll(text, call) {
        case nil: throw Refusal(70018)
        case .expired: throw Refusal(entra.facts[Facts.deviceExpiredCode], error: "expired_token")
        case .slowDown: throw Refusal(70016, "The client polls too fast.", error: "slow_down")
        case .waiting: throw Refusal(70016)
        case .refused(let refusal): throw refusal
        case .redeemed: throw .deviceRedeemed
        case .approved(let id, let scopes, let authentication):
            guard let person = entra.directory.person(id) else { throw Refusal(50034) }
            return try approved(text, person, scopes, authentication, request)
        }
    }

    private func poll(_ text: String, _ call: Call) -> Poll? {
        let hurries = entra.facts[Facts.deviceSlowDown]
        return entra.state.devices.change(text, at: call.now) { device in
            let isEarly = device.polledAt.map { call.now - $0 < Double(device.interval) } ?? false
            device.polledAt = call.now
            switch device.stage {
            case .refused(let refusal): return .refused(refusal)
            case .redeemed: return .redeemed
            case _ where device.expiresAt <= call.now: return .expired
            case .approved(let person, let scopes, let authentication):
                return .approved(person: person, scopes, authentication)
            case .waiting:
                guard isEarly, hurries else { return .waiting }
                device.interval = min(device.interval + 5, 3_600)
                return .slowDown
            }
        }
    }

    private func approved(
        _ text: String, _ person: Person, _ scopes: ScopeRequest, _ authentication: Authentication, _ request: Request
    ) throws(Refusal) -> JSONValue {
        try entra.inGoodStanding(person, request.app)
        var resource =
            try scopes.resource(entra.facts) ?? ResourceScopes(audience: .graph, prefix: Audience.graph.prefix)
        resource.permissions = try consented(resource, isDefault: resource.isDefault, request.app, person)
        guard isFirst(text, request.call) else { throw .deviceRedeemed }
        var answer = TokenAnswer(
            app: request.app, person: person, resource: resource, identity: scopes.identity,
            authentication: authentication)
        if scopes.identity.contains(.offline) || !entra.facts[Facts.offlineAccessNeeded] {
            answer.refreshToken = keep(
                RefreshGrant(
                    client: request.app.clientID, person: person.id, platform: nil, resource: resource,
                    identity: scopes.identity, authentication: authentication, lastUsedAt: request.call.now,
                    isConfidential: request.isConfidential, password: person.password),
                person)
        }
        return answer.json(request.mint, request.claims)
    }

    /// The last of the checks, in one step: of two requests at once only one gets through.
    private func isFirst(_ text: String, _ call: Call) -> Bool {
        entra.state.devices.change(text, at: call.now) { device in
            guard case .approved = device.stage else { return false }
            device.stage = .redeemed
            return true
        } ?? false
    }
}

extension Refusal {
    fileprivate static let deviceRedeemed = Refusal(54005, "The device code was already redeemed.")
}
