package import Domain

/// How the access tokens of one resource are, from facts alone.
package struct ResourceState: Codable, Sendable {
    package var resource: Resource
    package var grantedScopes: [String]
    package var missingScopes: [String]
    package var tokenExpiresAt: Timestamp?
    package var lastSuccessAt: Timestamp?
    package var lastFailure: AccountFailure?
    package var nextAttemptAt: Timestamp?

    package init(
        resource: Resource, grantedScopes: [String], missingScopes: [String], tokenExpiresAt: Timestamp? = nil,
        lastSuccessAt: Timestamp? = nil, lastFailure: AccountFailure? = nil, nextAttemptAt: Timestamp? = nil
    ) {
        self.resource = resource
        self.grantedScopes = grantedScopes
        self.missingScopes = missingScopes
        self.tokenExpiresAt = tokenExpiresAt
        self.lastSuccessAt = lastSuccessAt
        self.lastFailure = lastFailure
        self.nextAttemptAt = nextAttemptAt
    }
}

extension ResourceState: Described {
    package static let fields: [String: String] = [
        "resource": "`mail` (IMAP and SMTP) or `graph`.",
        "grantedScopes": "What the provider says was granted.",
        "missingScopes": "What the app asks for and was not granted.",
        "tokenExpiresAt": "When the token at hand ends; absent where there is none.",
        "lastSuccessAt": "When the provider last gave a token.",
        "lastFailure": "Why it last gave none, until it gives one.",
        "nextAttemptAt": "Until when it is not asked again.",
    ]
}
