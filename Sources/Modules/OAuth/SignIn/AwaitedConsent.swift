package import Broker
package import Domain

/// One administrator's consent, from its URL to the redirect, as a value (reference sheet, section A13). It is sealed under
/// the hash of its state, as a sign-in is.
package struct AwaitedConsent: Codable, Hashable, Sendable {
    package enum Stage: Codable, Hashable, Sendable {
        case waiting
        case agreed(AdminConsent)
        case refused(BrokerError)
    }
    package enum Action: Hashable, Sendable {
        /// Nothing changes, and the one who asked gets this error.
        case ignore(BrokerError)
        /// It has ended well: note it at the app.
        case note(AdminConsent)
        /// It has ended by this error: keep it and tell everybody.
        case end(BrokerError)
        /// How it ended before.
        case answer(Result<AdminConsent, BrokerError>)
    }

    package let app: AppID
    /// Of the app, when this began: a consent to what it was before says nothing about what it is.
    package let generation: Int
    package let caller: CallerID
    /// Whose administrator is to agree; nil when that shows itself.
    package let tenant: String?
    package let scopes: [String]
    package let providerName: String
    package let expiresAt: Timestamp
    package private(set) var stage = Stage.waiting

    package init(
        app: AppID, generation: Int, caller: CallerID, tenant: String?, scopes: [String], providerName: String,
        expiresAt: Timestamp
    ) {
        self.app = app
        self.generation = generation
        self.caller = caller
        self.tenant = tenant
        self.scopes = scopes
        self.providerName = providerName
        self.expiresAt = expiresAt
    }

    /// The browser came back. Whatever does not fit is ignored, or whoever guesses could end what is not his.
    package mutating func returned(_ completion: SignInCompletion, at now: Timestamp) -> Action {
        if let bringer = completion.caller, bringer != caller { return .ignore(.stateInvalid) }
        guard stage != .waiting || now < expiresAt else { return .ignore(.codeExpired) }
        switch completion.answer {
        case .code: return .ignore(.stateInvalid)
        case .adminConsent(let tenant, let scopes): return agreed(tenant.lowercased(), scopes, at: now)
        case .refused(let error, let description): return refused(error, description)
        }
    }

    /// What there is to tell to whoever waits for the end; nil while it is open.
    package func ending(at now: Timestamp) -> Result<AdminConsent, BrokerError>? {
        switch stage {
        case .waiting: now < expiresAt ? nil : .failure(.codeExpired)
        case .agreed(let consent): .success(consent)
        case .refused(let error): .failure(error)
        }
    }

    private mutating func agreed(_ tenant: String, _ scopes: [String], at now: Timestamp) -> Action {
        guard GUID.matches(tenant) else {
            return .ignore(.providerRejected("the redirect names no tenant", ProviderFault(name: providerName)))
        }
        if let wanted = self.tenant?.lowercased(), GUID.matches(wanted), wanted != tenant {
            return .ignore(.wrongIdentity("the administrator of another tenant agreed"))
        }
        switch stage {
        case .waiting:
            let consent = AdminConsent(
                app: app, tenant: tenant, scopes: scopes.isEmpty ? self.scopes : Self.bounded(scopes), at: now)
            stage = .agreed(consent)
            return .note(consent)
        case .agreed(let consent) where consent.tenant == tenant: return .answer(.success(consent))
        case .agreed, .refused: return .ignore(.stateInvalid)
        }
    }

    private mutating func refused(_ error: String, _ description: String?) -> Action {
        let reason = reason(error, description)
        switch stage {
        case .waiting where reason.endsSignIn:
            stage = .refused(reason)
            return .end(reason)
        case .waiting: return .ignore(reason)
        case .refused(let known): return .answer(.failure(known))
        case .agreed: return .ignore(.stateInvalid)
        }
    }

    /// An administrator who declines is told of in several words, the endpoint's first form among them.
    private func reason(_ error: String, _ description: String?) -> BrokerError {
        var refusal = ProviderRefusal(redirectError: error, description: description)
        if refusal.error == "permission_denied" || refusal.codes.contains(Self.declined) {
            refusal.error = "access_denied"
        }
        return BrokerError(
            refusal,
            RefusalContext(
                provider: providerName, isEntra: true, app: app, account: nil, scopes: scopes, phase: .signIn))
    }

    /// AADSTS65004: declined.
    private static let declined = 65004

    /// Nothing is signed here: no more than could be meant.
    private static func bounded(_ scopes: [String]) -> [String] {
        scopes.prefix(64).filter { $0.utf8.count <= 256 && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    }
}
