internal import Tenant

/// What was asked of one resource.
struct ResourceScopes: Sendable, Hashable {
    var audience: Audience
    /// As the client wrote it, with its slash; empty for names without a resource, which are Graph's.
    var prefix: String
    /// Short names in the order in which they were asked for.
    var permissions: [String] = []
    /// `.default`: all that the registration lists.
    var isDefault = false

    /// How an answer spells a permission.
    func spelled(_ permission: String, _ facts: FactSheet) -> String {
        (facts[Facts.scopesAsAsked] ? prefix : audience.prefix) + permission
    }
}
