package import Broker
package import Domain
internal import OAuth
package import Transport

/// The token sources of the configuration, by name.
package struct TokenSources: TokenSource {
    private let ways: [TokenSourceName: TokenSourceWay]
    private let http: any HTTPClient
    private let commands: [TokenSourceName: TokenCommands]

    package init(_ ways: [TokenSourceName: TokenSourceWay], http: any HTTPClient) {
        self.ways = ways
        self.http = http
        commands = ways.mapValues { _ in TokenCommands() }
    }

    package var names: Set<TokenSourceName> { Set(ways.keys) }

    package func answer(
        to request: ExternalTokenRequest, for resource: Resource
    ) async throws(BrokerError) -> Secret<[UInt8]> {
        guard let way = ways[request.source], let commands = commands[request.source] else {
            throw .unknownTokenSource
        }
        switch way {
        case .command(let words, let timeout):
            return try await commands.answer(of: words, to: request, for: resource, within: timeout)
        case .address(let url, let bearerFile, let timeout):
            return try await TokenAddress(url: url, bearerFile: bearerFile, timeout: timeout, http: http)
                .answer(to: request, for: resource)
        }
    }
}

extension ProviderFault {
    /// A source is the operator's: nobody else can mend it.
    init(_ source: TokenSourceName, status: Int? = nil) {
        self.init(name: source.rawValue, status: status, responsible: .operator)
    }
}
