internal import Broker
internal import Domain
internal import JSON
internal import Transport

extension AppVerifier {
    /// Whether the provider's own document names what is used here. An OIDC document was read and judged already, when the
    /// endpoints were taken from it. Throws where there is nothing to go on with.
    func endpoints(of provider: ProviderMetadata) async throws(BrokerError) -> AppVerification.Step {
        guard provider.isEntra else {
            return isDiscovered
                ? .passed("endpoints", "by the discovery document of \(provider.name)")
                : .skipped("endpoints", "they are known beforehand, and no discovery document is read")
        }
        let base = provider.tokenEndpoint.dropLast(Self.tokenPath.count)
        let response = try await client.response(
            at: "\(base)/v2.0/.well-known/openid-configuration", of: provider.name)
        guard response.status == 200, let document = response.json else {
            throw error(of: response, at: provider, phase: .signIn)
        }
        let used = [
            ("token_endpoint", provider.tokenEndpoint), ("authorization_endpoint", provider.authorizationEndpoint),
            ("jwks_uri", provider.keysEndpoint),
        ]
        for (name, ours) in used where !Self.isSame(document[name]?.stringValue, ours) {
            return .failed(
                "endpoints",
                .providerRejected(
                    "the discovery document names another \(name)", ProviderFault(name: provider.name, status: 200)))
        }
        return .passed("endpoints", "as the discovery document of \(provider.name) names them")
    }

    /// Whether they come from a discovery document.
    private var isDiscovered: Bool {
        guard case .catalogued(let name) = app.provider else { return app.endpoints == nil }
        guard case .discovered? = (try? rules.entry(name, of: app))?.addresses else { return false }
        return true
    }

    private static let tokenPath = "/oauth2/v2.0/token"

    /// Entra names a tenant by its id in the document, whatever it was asked by: the first segment of the path does not
    /// count.
    private static func isSame(_ theirs: String?, _ ours: String) -> Bool {
        guard let theirs = theirs.flatMap({ WebAddress($0) }), let ours = WebAddress(ours) else { return false }
        func rest(_ address: WebAddress) -> Substring { address.path.dropFirst().drop { $0 != "/" } }
        return theirs.host == ours.host && theirs.port == ours.port && rest(theirs) == rest(ours)
    }

    /// What the provider says in an answer that is not the one that was wanted.
    func error(
        of response: HTTPResponse, at provider: ProviderMetadata, phase: RefusalContext.Phase, scopes: [String] = []
    ) -> BrokerError {
        let fault = ProviderFault(name: provider.name, status: response.status)
        if response.status != 200, let answer = response.json,
            let refusal = ProviderRefusal(answer, status: response.status, retryAfterMs: response.retryAfterMs)
        {
            return BrokerError(refusal, context(of: provider, phase, scopes))
        }
        if response.status == 429 { return .rateLimited(fault, retryAfterMs: response.retryAfterMs) }
        return .providerUnavailable(fault, retryAfterMs: response.retryAfterMs)
    }

    func context(
        of provider: ProviderMetadata, _ phase: RefusalContext.Phase, _ scopes: [String] = []
    ) -> RefusalContext {
        RefusalContext(
            provider: provider.name, isEntra: provider.isEntra, app: app.id, clientId: app.clientId,
            account: nil, scopes: scopes, phase: phase)
    }
}
