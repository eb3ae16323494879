internal import Doorway
internal import Tenant

extension SignInDesk {
    /// What has to be agreed to before a flow ends.
    enum Need { case nothing, asking, administrator }

    func need(_ purpose: Flow.Purpose, _ scopes: ScopeRequest, _ person: Person, _ app: Registration) -> Need {
        if case .adminConsent = purpose { return person.isAdministrator ? .asking : .administrator }
        let missing = entra.missing(scopes, app, person)
        if !missing.isEmpty, !mayConsent(person, missing) { return .administrator }
        switch purpose {
        case .device: return .asking
        case .authorize(let request) where request.prompt == .consent: return .asking
        default:
            let isNew = scopes.resources.allSatisfy(\.permissions.isEmpty) && !entra.knows(app, person)
            return missing.isEmpty && !isNew ? .nothing : .asking
        }
    }

    private func mayConsent(_ person: Person, _ missing: [Permission]) -> Bool {
        guard !person.isAdministrator else { return true }
        let allowed = entra.directory.tenant(person.tenant)?.policies.userConsentAllowed ?? true
        return allowed && !missing.contains { $0.needsAdministrator }
    }

    /// Somebody agreed.
    func allow(
        _ flow: Flow, _ person: Person, _ app: Registration, _ scopes: ScopeRequest, without withheld: String = "",
        forAll: Bool, _ call: Call
    ) throws(Refusal) -> WebResponse {
        guard need(flow.purpose, scopes, person, app) != .administrator else { throw Refusal(90094) }
        var isForAll = forAll && person.isAdministrator
        if case .adminConsent(let request) = flow.purpose {
            isForAll = true
            for role in request.roles { consent(role, app, person.tenant) }
        }
        entra.consent(to: scopes.without(withheld), app, by: person, forAll: isForAll)
        return complete(flow, person, app, scopes, call)
    }

    private func consent(_ role: ResourceScopes, _ app: Registration, _ tenant: GUID) {
        for permission in role.permissions {
            entra.directory.consent(
                Consent(
                    client: app.clientID, tenant: tenant, person: nil, audience: role.audience, permission: permission))
        }
    }
}
