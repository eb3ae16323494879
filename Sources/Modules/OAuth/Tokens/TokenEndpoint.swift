internal import Broker
internal import Domain
internal import Transport

/// Asks a provider for tokens.
struct TokenEndpoint: Sendable {
    let client: ProviderClient
    let authenticator: ClientAuthenticator
    let ledger: ProofLedger

    /// Refreshes (RFC 6749, section 6).
    func refresh(
        _ grant: Grant, scopes: [String]?, claims: String?, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        var fields = [
            (name: "grant_type", value: "refresh_token"), (name: "refresh_token", value: grant.refreshToken.text),
        ]
        if let claims { fields.append((name: "claims", value: claims)) }
        return try await ask(
            TokenRequest(fields: fields, scopes: scopes, account: grant.account, phase: .refresh), at: provider, as: app
        )
    }

    /// Asks for a token of the app itself (RFC 6749, section 4.4). `tenant` is another than the app's own, whose endpoint
    /// `provider` then names.
    func actAlone(
        scope: String, claims: String?, in tenant: String? = nil, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        var fields = [(name: "grant_type", value: "client_credentials")]
        if let claims { fields.append((name: "claims", value: claims)) }
        return try await ask(
            TokenRequest(fields: fields, scopes: [scope], phase: .actingAlone, tenant: tenant), at: provider, as: app)
    }

    func ask(
        _ request: TokenRequest, at provider: ProviderMetadata, as app: RegisteredApp
    ) async throws(TokenFailure) -> TokenAnswer {
        try await ask(request, by: provider.tokenEndpoint, at: provider, as: app) {
            (response, context) throws(TokenFailure) in
            let reply = response.body.withExposed {
                TokenReply(status: response.status, retryAfter: response.header("Retry-After"), body: $0)
            }
            return try reply.tokens(in: context)
        }
    }

    /// Asks with one proof of the app after the other, until the provider takes one or refuses for another reason. What comes
    /// of it is written down in the app, unless the request chooses its proof itself.
    func ask<Answer: Sendable>(
        _ request: TokenRequest, by url: String, at provider: ProviderMetadata, as app: RegisteredApp,
        read: (HTTPResponse, RefusalContext) throws(TokenFailure) -> Answer
    ) async throws(TokenFailure) -> Answer {
        var trial = ProofTrial(app: app.app.id, isForeign: request.tenant.map { $0 != app.app.authority } ?? false)
        do throws(TokenFailure) {
            let answer = try await answer(to: request, by: url, at: provider, as: app, &trial, read)
            if request.proofs.isRemembered { await ledger.write(trial, of: app) }
            return answer
        } catch {
            if request.proofs.isRemembered { await ledger.write(trial, of: app) }
            throw error
        }
    }

    private func answer<Answer: Sendable>(
        to request: TokenRequest, by url: String, at provider: ProviderMetadata, as app: RegisteredApp,
        _ trial: inout ProofTrial, _ read: (HTTPResponse, RefusalContext) throws(TokenFailure) -> Answer
    ) async throws(TokenFailure) -> Answer {
        var refusal = TokenFailure(.notFound(what: "credential"))
        for proof in request.proofs.proofs(of: app) {
            do throws(TokenFailure) {
                let (response, context) = try await send(request, by: proof, to: url, at: provider, as: app)
                let answer = try read(response, context)
                trial.succeeded(by: proof)
                return answer
            } catch {
                trial.failed(by: proof, error)
                guard error.concern == .credential else { throw error }
                refusal = error
            }
        }
        throw refusal
    }

    private func send(
        _ request: TokenRequest, by proof: ClientProof?, to url: String, at provider: ProviderMetadata,
        as app: RegisteredApp
    ) async throws(TokenFailure) -> (HTTPResponse, RefusalContext) {
        var form = request.fields
        if let scopes = request.scopes {
            form.append((name: "scope", value: scopes.joined(separator: provider.scopeSeparator)))
        }
        let headers = try await authenticate(&form, by: proof, at: provider, as: app)
        let response = try await post(form, headers, to: url, of: provider)
        let context = RefusalContext(
            provider: provider.name, isEntra: provider.isEntra, app: app.app.id, clientId: app.app.clientId,
            account: request.account, scopes: request.scopes ?? [], phase: request.phase)
        return (response, context)
    }

    private func authenticate(
        _ form: inout [(name: String, value: String)], by proof: ClientProof?, at provider: ProviderMetadata,
        as app: RegisteredApp
    ) async throws(TokenFailure) -> [HTTPField] {
        do throws(AssertionFault) {
            return try await authenticator.authenticate(&form, by: proof, of: app, at: provider)
        } catch {
            throw TokenFailure(
                .appMisconfigured(app.app.id, hint: proof?.hint(about: error) ?? error.reason, nil),
                concern: .credential)
        }
    }

    private func post(
        _ form: [(name: String, value: String)], _ headers: [HTTPField], to url: String, of provider: ProviderMetadata
    ) async throws(TokenFailure) -> HTTPResponse {
        do throws(BrokerError) {
            return try await client.post(form, to: url, headers: headers, of: provider.name)
        } catch {
            throw TokenFailure(error)
        }
    }
}

extension Credential {
    /// For a request that is about to be sent. It becomes part of a `Secret` body or header.
    fileprivate var text: String { withExposed { $0 } }
}
