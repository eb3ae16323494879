package import Broker
package import Domain

extension SignIn {
    /// The browser came back, and somebody brings what it carried.
    ///
    /// Whatever does not fit is ignored rather than fatal, or whoever guesses an address could end somebody else's
    /// sign-in by knocking first (RFC 6749, section 10.12).
    package mutating func returned(_ completion: SignInCompletion, at now: Timestamp) -> Action {
        guard let way = browserWay else { return .ignore(.stateInvalid) }
        if let bringer = completion.caller, bringer != caller { return .ignore(.stateInvalid) }
        guard !isOpen || now < expiresAt else { return .ignore(.codeExpired) }
        if way.announcesIssuer, completion.issuer == nil {
            return .ignore(.invalid(field: "issuer", reason: Self.issuerIsMissing))
        }
        guard completion.issuer.map(issuer.acceptsRedirect(issuer:)) ?? true else {
            return .ignore(.providerRejected("the redirect names another issuer", ProviderFault(name: providerName)))
        }
        switch completion.answer {
        case .code(let code): return returned(code: Fingerprint.of(code))
        case .adminConsent: return .ignore(.stateInvalid)
        case .refused(let error, let description): return refused(error, description)
        }
    }

    package static let issuerIsMissing =
        "this provider names itself in the redirect (RFC 9207): give its iss as issuer, or the whole callbackURL"

    /// The grant is durable.
    package mutating func succeeded(_ signedIn: SignedIn) {
        guard case .redeeming(let code) = stage else { return }
        stage = .succeeded(code: code, signedIn)
    }

    /// The code could not be redeemed, or what it brought was wrong. What may pass by itself leaves the code usable.
    package mutating func failed(_ error: BrokerError) {
        guard case .redeeming(let code) = stage, error.endsSignIn else { return }
        stage = .failed(code: code, error)
    }

    /// The provider gave tokens for the code of another device, and the grant is durable; or it never will.
    package mutating func ended(_ result: Result<SignedIn, BrokerError>) {
        guard case .device(let way) = way, isOpen else { return }
        let code = Fingerprint.of(way.code)
        switch result {
        case .success(let signedIn): stage = .succeeded(code: code, signedIn)
        case .failure(let error): stage = .failed(code: code, error)
        }
    }

    /// The provider wants to be asked less often from now on (RFC 8628, section 3.5).
    package mutating func slowedDown() {
        guard case .device(var way) = way else { return }
        way.interval = min(way.interval + 5, DeviceWay.longestInterval)
        self.way = .device(way)
    }

    /// What there is to tell to whoever waits for the end; nil while it is open.
    package func ending(at now: Timestamp) -> Result<SignedIn, BrokerError>? {
        switch stage {
        case .waitingForUser, .redeeming: return now < expiresAt ? nil : .failure(.codeExpired)
        case .succeeded(_, let signedIn): return .success(signedIn)
        case .failed(_, let error): return .failure(error)
        }
    }

    /// Whether it has not ended yet: only then there is something that can expire.
    var isOpen: Bool {
        switch stage {
        case .waitingForUser, .redeeming: true
        case .succeeded, .failed: false
        }
    }

    private mutating func returned(code: String) -> Action {
        switch stage {
        case .waitingForUser:
            stage = .redeeming(code: code)
            return .redeem
        case .redeeming(code): return .redeem
        case .succeeded(code, let signedIn): return .answer(signedIn)
        case .failed(code, let error): return .repeatError(error)
        case .redeeming, .succeeded, .failed: return .ignore(.stateInvalid)
        }
    }

    private mutating func refused(_ error: String, _ description: String?) -> Action {
        let refusal = ProviderRefusal(redirectError: error, description: description)
        let reason = BrokerError(
            refusal,
            RefusalContext(
                provider: providerName, isEntra: issuer.isEntra, app: app, account: account, scopes: scopes,
                phase: .signIn))
        switch stage {
        case .waitingForUser where reason.endsSignIn:
            stage = .failed(code: nil, reason)
            return .end(reason)
        case .waitingForUser: return .ignore(reason)
        case .failed(nil, let known): return .repeatError(known)
        case .redeeming, .succeeded, .failed: return .ignore(.stateInvalid)
        }
    }

}

extension IssuerRule {
    var isEntra: Bool {
        if case .entra = self { true } else { false }
    }
}

extension BrokerError {
    /// Whether trying the same code again could not help.
    var endsSignIn: Bool {
        switch self {
        case .providerUnavailable, .rateLimited, .timedOut, .connectFailed, .tlsFailed, .cancelled, .storage,
            .vaultSealed, .vaultCorrupt:
            false
        case .notFound, .alreadyExists, .conflict, .invalid, .unsupported, .signInRequired, .consentRequired,
            .signInDenied,
            .stateInvalid, .codeExpired, .appMisconfigured, .wrongIdentity, .providerRejected:
            true
        }
    }
}
