/// One permission that was consented to: by a person for themselves, or by an administrator for the tenant.
package struct Consent: Hashable, Sendable {
    package var client: GUID
    package var tenant: GUID
    /// Nil: for everybody in the tenant, and, for an application permission, for the app itself.
    package var person: GUID?
    package var audience: Audience
    /// The short name: `Mail.Read`, `IMAP.AccessAsApp`.
    package var permission: String

    package init(client: GUID, tenant: GUID, person: GUID?, audience: Audience, permission: String) {
        self.client = client
        self.tenant = tenant
        self.person = person
        self.audience = audience
        self.permission = permission
    }
}
