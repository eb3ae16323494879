package import Domain

/// What one access token allows. Doors look it up by the token's hash: tokens are opaque (reference sheet §A5).
package struct AccessGrant: Sendable, Hashable {
    package var audience: Audience
    /// Short names: delegated scopes, or roles when the app acts for itself.
    package var permissions: Set<String>
    package var principal: Principal
    package var client: GUID
    package var tenant: GUID
    package var expiresAt: Timestamp
    /// The client said that it understands claims challenges (`xms_cc: cp1`, §A14).
    package var understandsClaims: Bool

    package init(
        audience: Audience, permissions: Set<String>, principal: Principal, client: GUID, tenant: GUID,
        expiresAt: Timestamp, understandsClaims: Bool = false
    ) {
        self.audience = audience
        self.permissions = permissions
        self.principal = principal
        self.client = client
        self.tenant = tenant
        self.expiresAt = expiresAt
        self.understandsClaims = understandsClaims
    }

    package var isApplication: Bool {
        if case .application = principal { true } else { false }
    }
}
