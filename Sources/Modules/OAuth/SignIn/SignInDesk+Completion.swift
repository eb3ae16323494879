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
            let isFirst = signIn.stage != before
            if isFirst { try await tools.signIns.save(signIn, as: key) }
            return try await redeem(code, isFirst: isFirst, &signIn, key)
        }
    }

    private func redeem(
        _ code: Credential, isFirst: Bool, _ signIn: inout SignIn, _ key: String
    ) async throws(BrokerError) -> SignedIn {
        do throws(BrokerError) {
            let signedIn: SignedIn
            if !isFirst, let known = try await sealedBefore(Fingerprint.of(code), signIn, key) {
                signedIn = known
            } else {
                signedIn = try await exchange(code, signIn, key)
            }
            memories[key] = nil
            signIn.succeeded(signedIn)
            await keep(signIn, key)
            tell(.success(signedIn), of: key)
            return signedIn
        } catch {
            signIn.failed(error)
            if error.endsSignIn {
                memories[key] = nil
                await keep(signIn, key)
                tell(.failure(error), of: key)
            }
            tools.log.notice(
                "a sign-in failed", metadata: ["app": "\(signIn.app)", "reason": "\(error.label)"])
            throw error
        }
    }

    /// The grant that this very code gave before a crash.
    func sealedBefore(_ code: String, _ signIn: SignIn, _ key: String) async throws(BrokerError) -> SignedIn? {
        try await tools.grants.grants()
            .first { $0.origin.signIn == key && $0.origin.code == code }
            .map { $0.signedIn(isNew: $0.origin.isNew, signIn) }
    }

    private func exchange(
        _ code: Credential, _ signIn: SignIn, _ key: String
    ) async throws(BrokerError) -> SignedIn {
        let terms = try await terms(of: signIn)
        let answer = try await answer(to: code, signIn, key, terms)
        return try await accept(answer, for: Fingerprint.of(code), signIn, key, terms)
    }

    private func answer(
        to code: Credential, _ signIn: SignIn, _ key: String, _ terms: SignInTerms
    ) async throws(BrokerError) -> TokenAnswer {
        if let known = memories[key]?.answer { return known }
        guard let way = signIn.browserWay else { throw .stateInvalid }
        do throws(TokenFailure) {
            let answer = try await tools.endpoint.redeem(
                code: code, broughtTo: way, account: signIn.account, scopes: terms.scopes, at: terms.provider,
                as: terms.app)
            memories[key, default: Memory()].answer = answer
            return answer
        } catch {
            throw error.error
        }
    }

    /// Everything that has to be known before the code is spent, so that a provider whose keys cannot be had costs nobody a
    /// sign-in.
    func terms(of signIn: SignIn) async throws(BrokerError) -> SignInTerms {
        guard let app = try await tools.apps.app(signIn.app), app.generation == signIn.generation else {
            throw .stateInvalid
        }
        let provider = try await tools.directory.metadata(of: app.app)
        let plan = try tools.directory.plan(of: app).opening(signIn.mailbox)
        guard let resource = plan.resources.first else { throw .invalid(field: "app", reason: "asks for no scope") }
        return SignInTerms(
            app: app, provider: provider, plan: plan, resource: resource,
            keys: try await tools.directory.keys(of: provider))
    }

    /// The provider gave tokens: looks who it is, and keeps the grant. Scopes that were not granted are told and end nothing.
    func accept(
        _ answer: TokenAnswer, for code: String, _ signIn: SignIn, _ key: String, _ terms: SignInTerms
    ) async throws(BrokerError) -> SignedIn {
        let identity = try await identity(in: answer, signIn, terms)
        try check(identity, against: signIn, terms)
        return try await seal(
            Sealing(key: key, code: code, terms: terms, identity: identity, answer: answer), signIn)
    }

    /// The grant is durable and told of; that the sign-in has ended is worth one more try only at the next redirect.
    func keep(_ signIn: SignIn, _ key: String) async {
        do throws(BrokerError) {
            try await tools.signIns.save(signIn, as: key)
        } catch {
            tools.log.notice("the end of a sign-in could not be kept", metadata: ["reason": "\(error.label)"])
        }
    }
}
