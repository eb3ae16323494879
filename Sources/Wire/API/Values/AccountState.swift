package import Domain

/// How an account is.
package struct AccountState: Codable, Sendable {
    package var state: AccountReadiness
    package var lastSuccessAt: Timestamp?
    package var lastFailure: AccountFailure?
    package var nextAttemptAt: Timestamp?
    package var grantedScopes: [String]?
    package var signedInAt: Timestamp?
    package var refreshedAt: Timestamp?
    package var resources: [ResourceState]?

    package init(
        state: AccountReadiness, lastSuccessAt: Timestamp? = nil, lastFailure: AccountFailure? = nil,
        nextAttemptAt: Timestamp? = nil, grantedScopes: [String]? = nil, signedInAt: Timestamp? = nil,
        refreshedAt: Timestamp? = nil, resources: [ResourceState]? = nil
    ) {
        self.state = state
        self.lastSuccessAt = lastSuccessAt
        self.lastFailure = lastFailure
        self.nextAttemptAt = nextAttemptAt
        self.grantedScopes = grantedScopes
        self.signedInAt = signedInAt
        self.refreshedAt = refreshedAt
        self.resources = resources
    }
}

extension AccountState: Described {
    package static let fields: [String: String] = [
        "state": "The whole in one word.",
        "lastSuccessAt": "When something last went well since the daemon started.",
        "lastFailure": "What went wrong last, until something goes well.",
        "nextAttemptAt": "When the account is tried again by itself. What callers ask for is tried at once.",
        "grantedScopes": "OAuth: what the provider says was granted.",
        "signedInAt": "OAuth: when the user last signed in.",
        "refreshedAt": "OAuth: when the provider last answered a refresh well.",
        "resources": "OAuth: the access tokens, resource by resource.",
    ]
}
