package import Broker
package import Domain

/// Where the configuration names none.
package struct NoTokenSources: TokenSource {
    package init() {}

    package var names: Set<TokenSourceName> { [] }

    package func answer(
        to request: ExternalTokenRequest, for resource: Resource
    ) async throws(BrokerError) -> Secret<[UInt8]> {
        throw .unknownTokenSource
    }
}

extension BrokerError {
    /// Which names there are is the operator's own business.
    package static let unknownTokenSource = invalid(
        field: "tokenSource", reason: "the configuration has no token source of this name")
}
