internal import Doorway
internal import Tenant

extension AdminConsentRequest {
    static func read(
        _ call: Call, _ app: Registration, _ authority: Authority, _ target: RedirectTarget, isLegacy: Bool
    ) throws(Refusal) -> AdminConsentRequest {
        let scopes = try isLegacy ? everything(of: app, call) : asked(of: app, call)
        let audiences = scopes.resources.filter(\.isDefault).map(\.audience)
        return AdminConsentRequest(
            client: app.clientID, authority: authority, target: target, scopes: scopes,
            roles: audiences.map { roles(of: app, at: $0) }, isLegacy: isLegacy)
    }

    private static func asked(of app: Registration, _ call: Call) throws(Refusal) -> ScopeRequest {
        let text = try call.needed("scope")
        // What Exchange's own instructions ask for; the same permissions (§A13).
        let known = text.replacing("https://ps.outlook.com/", with: "https://outlook.office365.com/")
        let asked = try ScopeRequest(parsing: known, call.sandbox.facts, root: call.request.origin)
        var scopes = asked.expanded(for: app)
        try scopes.listed(by: app, call.sandbox.facts)
        scopes.text = text
        return scopes
    }

    private static func everything(of app: Registration, _ call: Call) throws(Refusal) -> ScopeRequest {
        var all = try ScopeRequest(parsing: "", call.sandbox.facts, root: "")
        all.resources = Audience.allCases.map { ResourceScopes(audience: $0, prefix: $0.prefix, isDefault: true) }
        return all.expanded(for: app)
    }

    private static func roles(of app: Registration, at audience: Audience) -> ResourceScopes {
        let names = app.applicationPermissions.sorted().filter { Permission.application($0, at: audience) != nil }
        return ResourceScopes(audience: audience, prefix: audience.prefix, permissions: names)
    }
}
