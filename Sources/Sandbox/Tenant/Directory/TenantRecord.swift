/// One Entra tenant, or the pseudo-tenant of all personal accounts.
package struct TenantRecord: Sendable {
    /// The tenant in which personal accounts live (reference sheet §A1).
    package static let personalID = GUID(unchecked: "9188040d-6c67-4c5b-b112-36a304b66dad")

    package let id: GUID
    package var displayName: String
    /// Verified domains, lowercase, the first one the initial `….onmicrosoft.com`.
    package var domains: [String]
    package var policies: TenantPolicies

    package init(id: GUID, displayName: String, domains: [String], policies: TenantPolicies = .init()) {
        self.id = id
        self.displayName = displayName
        self.domains = domains
        self.policies = policies
    }

    package var isPersonal: Bool { id == Self.personalID }
}
