package import Domain

/// The facts about the tokens of one resource.
package struct ResourceStatus: Codable, Hashable, Sendable {
    package var resource: Resource
    package var grantedScopes: [String]
    /// Asked for and not granted.
    package var missingScopes: [String]
    /// When the token at hand ends; nil where there is none.
    package var tokenExpiresAt: Timestamp?
    /// When the provider last gave a token.
    package var lastSuccessAt: Timestamp?
    /// The last failure, kept until a token comes.
    package var failure: GrantStatus.Failure?
    /// Until when the provider is not asked again.
    package var nextAttemptAt: Timestamp?

    package init(
        resource: Resource, grantedScopes: [String] = [], missingScopes: [String] = [],
        tokenExpiresAt: Timestamp? = nil, lastSuccessAt: Timestamp? = nil, failure: GrantStatus.Failure? = nil,
        nextAttemptAt: Timestamp? = nil
    ) {
        self.resource = resource
        self.grantedScopes = grantedScopes
        self.missingScopes = missingScopes
        self.tokenExpiresAt = tokenExpiresAt
        self.lastSuccessAt = lastSuccessAt
        self.failure = failure
        self.nextAttemptAt = nextAttemptAt
    }
}
