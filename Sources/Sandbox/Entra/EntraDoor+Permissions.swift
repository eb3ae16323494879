package import Tenant

extension EntraDoor {
    /// A permission, or a scope of OpenID Connect at Graph, in Entra's own spelling: what a person can consent to, or
    /// for a tenant also what an app can have for itself. Nil when there is none of that name.
    package static func permission(_ name: String, at audience: Audience, forTenant: Bool) -> String? {
        if audience == .graph, let scope = IdentityScope(rawValue: name.lowercased()) { return scope.rawValue }
        if let permission = Permission.delegated(name, at: audience) { return permission.name }
        return forTenant ? Permission.application(name, at: audience)?.name : nil
    }
}
