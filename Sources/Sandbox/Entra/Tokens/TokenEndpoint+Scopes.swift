internal import Doorway
internal import Tenant

extension TokenEndpoint {
    /// Nil when the request has no `scope`.
    func requestedScopes(_ request: Request) throws(Refusal) -> ScopeRequest? {
        guard let text = request.call.field("scope") else { return nil }
        let asked = try ScopeRequest(parsing: text, entra.facts, root: request.call.request.origin)
        let scopes = asked.expanded(for: request.app)
        try scopes.listed(by: request.app, entra.facts)
        return scopes
    }

    /// What the token may hold: AADSTS65001 for what nobody consented to, or the rest without it.
    ///
    /// - Parameter isDefault: `.default` stands for whatever was consented to.
    func consented(
        _ resource: ResourceScopes, isDefault: Bool, _ app: Registration, _ person: Person
    ) throws(Refusal) -> [String] {
        let given = entra.consents(app, person, resource.audience)
        let known = resource.permissions.filter(given.contains)
        if isDefault, !known.isEmpty || resource.permissions.isEmpty { return known }
        let isPartial = entra.facts[Facts.partialConsent] == .grantRest && !known.isEmpty
        guard known.count == resource.permissions.count || isPartial else {
            throw Refusal(
                65001,
                "The user or administrator has not consented to use the application with ID '\(app.clientID)' named "
                    + "'\(app.displayName)'. Send an interactive authorization request for this user and resource.")
        }
        guard entra.facts[Facts.grantedScopes] == .consented, !known.isEmpty else { return known }
        let others = given.filter { Permission.delegated($0, at: resource.audience) != nil && !known.contains($0) }
        return known + others.sorted()
    }
}
