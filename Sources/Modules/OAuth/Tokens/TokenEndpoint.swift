internal import Broker
internal import Domain
internal import Transport

/// Asks a provider for tokens.
struct TokenEndpoint: Sendable {
    let client: ProviderClient

    /// Redeems the code of a redirect (RFC 6749, section 4.1.3; RFC 7636, section 4.5).
    func redeem(
        code: Credential, of signIn: SignIn, scopes: [String]?, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        let form = [
            ("grant_type", "authorization_code"), ("code", code.text), ("redirect_uri", signIn.redirectURL),
            ("code_verifier", signIn.verifier.text),
        ]
        return try await ask(
            form, scopes: scopes, at: provider, as: app, account: signIn.account, phase: .signIn)
    }

    /// Refreshes (RFC 6749, section 6).
    func refresh(
        _ grant: Grant, scopes: [String]?, claims: String?, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        var form = [("grant_type", "refresh_token"), ("refresh_token", grant.refreshToken.text)]
        if let claims { form.append(("claims", claims)) }
        return try await ask(form, scopes: scopes, at: provider, as: app, account: grant.account, phase: .refresh)
    }

    /// Asks for a token of the app itself (RFC 6749, section 4.4).
    func actAlone(
        scope: String, claims: String?, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        var form = [("grant_type", "client_credentials")]
        if let claims { form.append(("claims", claims)) }
        return try await ask(form, scopes: [scope], at: provider, as: app, account: nil, phase: .actingAlone)
    }

    private func ask(
        _ fields: [(String, String)], scopes: [String]?, at provider: ProviderMetadata, as app: RegisteredApp,
        account: AccountID?, phase: RefusalContext.Phase
    ) async throws(TokenFailure) -> TokenAnswer {
        var form = fields.map { (name: $0.0, value: $0.1) }
        if let scopes { form.append((name: "scope", value: scopes.joined(separator: " "))) }
        let headers = authenticate(&form, at: provider, as: app)
        let response = try await post(form, headers, to: provider)
        let reply = response.body.withExposed {
            TokenReply(status: response.status, retryAfter: response.header("Retry-After"), body: $0)
        }
        switch reply {
        case .tokens(let answer): return answer
        case .refused(let refusal):
            let context = RefusalContext(
                provider: provider.name, isEntra: provider.isEntra, app: app.app.id, account: account,
                scopes: scopes ?? [], phase: phase)
            throw TokenFailure(BrokerError(refusal, context), wantedClaims: refusal.claims)
        case .unreadable(429, let delay):
            throw TokenFailure(.rateLimited(ProviderFault(name: provider.name, status: 429), retryAfterMs: delay))
        case .unreadable(let status, let delay):
            throw TokenFailure(
                .providerUnavailable(ProviderFault(name: provider.name, status: status), retryAfterMs: delay))
        case .withoutToken:
            throw TokenFailure(
                .providerRejected("the answer holds no usable token", ProviderFault(name: provider.name, status: 200)))
        }
    }

    private func post(
        _ form: [(name: String, value: String)], _ headers: [HTTPField], to provider: ProviderMetadata
    ) async throws(TokenFailure) -> HTTPResponse {
        do throws(BrokerError) {
            return try await client.post(form, to: provider.tokenEndpoint, headers: headers, of: provider.name)
        } catch {
            throw TokenFailure(error)
        }
    }

    /// Client authentication (RFC 6749, section 2.3.1).
    private func authenticate(
        _ form: inout [(name: String, value: String)], at provider: ProviderMetadata, as app: RegisteredApp
    ) -> [HTTPField] {
        guard case .secret(let credential)? = app.proofs.first?.means else {
            form.append((name: "client_id", value: app.app.clientId))
            return []
        }
        let secret = credential.text
        switch provider.secretTransport {
        case .body:
            form += [(name: "client_id", value: app.app.clientId), (name: "client_secret", value: secret)]
            return []
        case .basicHeader:
            let pair = "\(FormEncoding.escape(app.app.clientId)):\(FormEncoding.escape(secret))"
            return [HTTPField("Authorization", "Basic \(Base64(Array(pair.utf8)).text)")]
        }
    }
}

extension Credential {
    /// For a request that is about to be sent. It becomes part of a `Secret` body or header.
    fileprivate var text: String { withExposed { $0 } }
}
