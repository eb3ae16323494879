package import Domain

/// Which access token is wanted, and why a cached one may not do.
package struct TokenDemand: Codable, Hashable, Sendable {
    package var resource: Resource
    /// What for, where the resource has a permission for each: a grant that is known to lack it is `consentRequired`.
    package var purpose: TokenPurpose?
    /// How long it must still live, in seconds.
    package var minimumLifetimeSeconds: Int
    /// The token that a server refused: it is not given out again.
    package var rejected: Credential?
    /// Which mailbox's server refused it, of those that one token opens (borrowed ones, those of an app): for the others it
    /// may be good. A new one is asked for once; where there is none, or that one was refused as well, `rejected` itself
    /// is given again.
    package var mailbox: AccountID?
    /// The claims challenge to pass on, as JSON text (reference sheet §A14).
    package var claims: String?
    /// Nobody waits for it: the daemon keeps the account alive by itself, and others go first.
    package var isBackground: Bool

    package init(
        resource: Resource, purpose: TokenPurpose? = nil, minimumLifetimeSeconds: Int = 60, rejected: Credential? = nil,
        mailbox: AccountID? = nil, claims: String? = nil, isBackground: Bool = false
    ) {
        self.resource = resource
        self.purpose = purpose
        self.minimumLifetimeSeconds = minimumLifetimeSeconds
        self.rejected = rejected
        self.mailbox = mailbox
        self.claims = claims
        self.isBackground = isBackground
    }
}
