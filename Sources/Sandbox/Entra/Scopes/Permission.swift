internal import Tenant

/// One permission that apps can ask for (reference sheet §A3).
struct Permission: Sendable {
    /// The short name: `Mail.Read`.
    let name: String
    /// What the consent page calls it.
    let title: String
    let detail: String
    let audiences: Set<Audience>
    /// Work and school accounts only.
    var isWorkOnly = false
    /// Nobody but an administrator can consent to it.
    var needsAdministrator = false

    /// The delegated permission of a name in any case; nil when the resource has none.
    static func delegated(_ name: some StringProtocol, at audience: Audience) -> Permission? {
        delegatedByName[name.lowercased()].flatMap { $0.audiences.contains(audience) ? $0 : nil }
    }

    static func application(_ name: String, at audience: Audience) -> Permission? {
        applicationByName[name.lowercased()].flatMap { $0.audiences.contains(audience) ? $0 : nil }
    }

    private static let delegatedByName = byName(delegated)
    private static let applicationByName = byName(application)

    private static func byName(_ permissions: [Permission]) -> [String: Permission] {
        Dictionary(permissions.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }
}
