package import Domain

/// What is known about a grant, from facts: nothing here is a guess at what the provider would say now.
package struct GrantStatus: Codable, Hashable, Sendable {
    package var app: AppID
    package var identity: Identity
    package var grantedScopes: [String]
    /// When the user last signed in.
    package var signedInAt: Timestamp
    /// When the provider last answered a refresh well.
    package var refreshedAt: Timestamp?
    /// The last failure, kept until a refresh succeeds.
    package var failure: Failure?

    /// Resource by resource, in the order in which the app asks for them.
    package var resources: [ResourceStatus]

    package struct Failure: Codable, Hashable, Sendable {
        package var at: Timestamp
        package var error: BrokerError
        package init(at: Timestamp, error: BrokerError) {
            self.at = at
            self.error = error
        }
    }

    package init(
        app: AppID, identity: Identity, grantedScopes: [String], signedInAt: Timestamp, refreshedAt: Timestamp? = nil,
        failure: Failure? = nil, resources: [ResourceStatus] = []
    ) {
        self.app = app
        self.identity = identity
        self.grantedScopes = grantedScopes
        self.signedInAt = signedInAt
        self.refreshedAt = refreshedAt
        self.failure = failure
        self.resources = resources
    }
}
