internal import Broker
internal import Domain
internal import Logging

/// From the redirect to the sealed grant. Only one flight of a state is in here at a time.
extension SignInDesk {
    func run(_ completion: SignInCompletion, _ key: String) async throws(BrokerError) -> SignedIn {
        guard var signIn = try await tools.signIns.signIn(key) else { throw .stateInvalid }
        let before = signIn.stage
        switch signIn.returned(completion, at: tools.clock.now()) {
        case .ignore(let error), .repeatError(let error): throw error
        case .answer(let signedIn): return signedIn
        case .end(let error):
            try await tools.signIns.save(signIn, as: key)
            tell(.failure(error), of: key)
            throw error
        case .redeem:
            guard case .code(let code) = completion.answer else { throw .stateInvalid }
            // Durable first: this state is spent on this code, whatever happens now.
            if signIn.stage != before { try await tools.signIns.save(signIn, as: key) }
            return try await redeem(code, &signIn, key)
        }
    }

    private func redeem(
        _ code: Credential, _ signIn: inout SignIn, _ key: String
    ) async throws(BrokerError) -> SignedIn {
        do throws(BrokerError) {
            let signedIn: SignedIn
            if let known = try await sealedBefore(code, signIn, key) {
                signedIn = known
            } else {
                signedIn = try await exchange(code, signIn, key)
            }
            signIn.succeeded(signedIn)
            await keep(signIn, key)
            tell(.success(signedIn), of: key)
            return signedIn
        } catch {
            signIn.failed(error)
            if error.endsSignIn {
                await keep(signIn, key)
                tell(.failure(error), of: key)
            }
            tools.log.notice(
                "a sign-in failed", metadata: ["app": "\(signIn.app)", "reason": "\(error.label)"])
            throw error
        }
    }

    /// The grant that this very redirect gave before a crash.
    private func sealedBefore(
        _ code: Credential, _ signIn: SignIn, _ key: String
    ) async throws(BrokerError) -> SignedIn? {
        let fingerprint = Fingerprint.of(code)
        return try await tools.grants.grants()
            .first { $0.origin.signIn == key && $0.origin.code == fingerprint }
            .map { $0.signedIn(isNew: $0.origin.isNew, context: signIn.context) }
    }

    private func exchange(
        _ code: Credential, _ signIn: SignIn, _ key: String
    ) async throws(BrokerError) -> SignedIn {
        let app = try await app(of: signIn)
        let provider = try await tools.directory.metadata(of: app.app)
        let plan = try tools.directory.plan(of: app)
        guard let resource = plan.resources.first else { throw .invalid(field: "app", reason: "asks for no scope") }
        // Before the code is spent, so that a provider whose keys cannot be had costs nobody a sign-in.
        let keys = try await tools.directory.keys(of: provider)
        let answer = try await answer(to: code, signIn, plan: plan, resource, provider, app)
        let identity = try await identity(in: answer, signIn, app, provider, keys)
        try check(identity, against: signIn)
        let granted = answer.scopes ?? plan.requested(for: resource)
        let missing = ScopeEcho.missing(of: plan.own(resource), in: granted)
        guard missing.isEmpty else { throw .consentRequired(scopes: missing, nil) }
        return try await seal(
            Sealing(
                key: key, code: Fingerprint.of(code), app: app, issuer: provider.issuer, identity: identity,
                answer: answer, resource: resource, granted: granted), signIn)
    }

    private func app(of signIn: SignIn) async throws(BrokerError) -> RegisteredApp {
        guard let app = try await tools.apps.app(signIn.app), app.generation == signIn.generation else {
            throw .stateInvalid
        }
        return app
    }

    private func answer(
        to code: Credential, _ signIn: SignIn, plan: ScopePlan, _ resource: Resource, _ provider: ProviderMetadata,
        _ app: RegisteredApp
    ) async throws(BrokerError) -> TokenAnswer {
        do throws(TokenFailure) {
            return try await tools.endpoint.redeem(
                code: code, of: signIn, scopes: plan.namesScopes ? plan.requested(for: resource) : nil, at: provider,
                as: app)
        } catch {
            throw error.error
        }
    }

    // MARK: Who it is

    private func identity(
        in answer: TokenAnswer, _ signIn: SignIn, _ app: RegisteredApp, _ provider: ProviderMetadata, _ keys: KeySet
    ) async throws(BrokerError) -> Identity {
        let fault = ProviderFault(name: provider.name)
        guard let text = answer.idToken else {
            throw .providerRejected("the provider gave no id_token, though openid was asked for", fault)
        }
        do {
            let token = try text.withExposed { (text) throws(IDTokenFault) in try IDToken(parsing: text) }
            guard try await isSigned(token, keys, provider) else { throw IDTokenFault.wrongSignature }
            return try IDTokenCheck(
                issuer: signIn.issuer, clientId: app.app.clientId, nonce: signIn.nonce, now: tools.clock.now()
            ).identity(of: token)
        } catch let error as IDTokenFault {
            throw .providerRejected(error.rawValue, fault)
        } catch let error as BrokerError {
            throw error
        } catch {
            throw .providerRejected("the id_token could not be read", fault)
        }
    }

    private func isSigned(
        _ token: IDToken, _ keys: KeySet, _ provider: ProviderMetadata
    ) async throws(BrokerError) -> Bool {
        if token.isSigned(byOneOf: keys) { return true }
        guard let newer = try await tools.directory.newerKeys(of: provider) else { return false }
        return token.isSigned(byOneOf: newer)
    }

    /// A user name is an address that the tenant gave at Entra; elsewhere it may be whatever its owner chose (OpenID Connect
    /// Core 1.0, section 5.7).
    private func check(_ identity: Identity, against signIn: SignIn) throws(BrokerError) {
        // Without either nobody could be signed in at a mail server: better said before a grant is kept.
        guard let name = identity.username ?? identity.email, Self.isUserName(name) else {
            throw .providerRejected(
                "the id_token names neither a user nor an address: let the provider add preferred_username or email",
                ProviderFault(name: signIn.providerName))
        }
        guard let expected = signIn.expectedEmail?.lowercased() else { return }
        let username = signIn.issuer.isEntra ? identity.username : nil
        let names = [identity.email, username].compactMap { $0?.lowercased() }
        guard names.contains(expected) else { throw .wrongIdentity("somebody other than expected signed in") }
    }

    private static func isUserName(_ text: String) -> Bool {
        (1...320).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    /// The grant is durable and told of; that the sign-in has ended is worth one more try only at the next redirect.
    private func keep(_ signIn: SignIn, _ key: String) async {
        do throws(BrokerError) {
            try await tools.signIns.save(signIn, as: key)
        } catch {
            tools.log.notice("the end of a sign-in could not be kept", metadata: ["reason": "\(error.label)"])
        }
    }
}
