package import Broker
package import Domain

/// How the tokens of one resource fared, as it is sealed with the grant.
package struct ResourceRecord: Codable, Hashable, Sendable {
    package var resource: Resource
    /// When the provider last gave a token.
    package var lastSuccessAt: Timestamp?
    /// The last failure, kept until a token comes.
    package var failure: GrantStatus.Failure?

    package init(resource: Resource, lastSuccessAt: Timestamp? = nil, failure: GrantStatus.Failure? = nil) {
        self.resource = resource
        self.lastSuccessAt = lastSuccessAt
        self.failure = failure
    }
}
