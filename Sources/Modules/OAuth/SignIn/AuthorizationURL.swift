internal import Broker

/// Where the browser goes first (RFC 6749, section 4.1.1; RFC 7636, section 4.3; reference sheet §A5).
enum AuthorizationURL {
    static func make(
        for app: App, at provider: ProviderMetadata, scopes: [String], state: String, nonce: String, challenge: String,
        redirectURL: String, request: SignInRequest, claims: String?
    ) -> String {
        var fields: [(name: String, value: String)] = [
            (name: "client_id", value: app.clientId), (name: "response_type", value: "code"),
            (name: "redirect_uri", value: redirectURL),
            (name: "scope", value: scopes.joined(separator: provider.scopeSeparator)),
            (name: "state", value: state), (name: "nonce", value: nonce),
            (name: "code_challenge", value: challenge), (name: "code_challenge_method", value: "S256"),
        ]
        if provider.isEntra { fields.append((name: "response_mode", value: "query")) }
        if let hint = request.loginHint { fields.append((name: "login_hint", value: hint)) }
        if let hint = request.domainHint { fields.append((name: "domain_hint", value: hint)) }
        if let prompt = request.prompt { fields.append((name: "prompt", value: prompt)) }
        if let claims { fields.append((name: "claims", value: claims)) }
        // What the flow itself says counts.
        let said = Set(fields.map(\.name))
        fields += provider.authorizationParameters.sorted { $0.key < $1.key }.filter { !said.contains($0.key) }
            .map { (name: $0.key, value: $0.value) }
        let separator = provider.authorizationEndpoint.contains("?") ? "&" : "?"
        return provider.authorizationEndpoint + separator + FormEncoding.encode(fields)
    }
}
