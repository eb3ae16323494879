internal import Domain

extension SignInCompletion {
    /// What a redirect brings, by a caller or, with nil, by the loopback listener.
    package init(_ redirect: OAuthRedirect, from caller: CallerID?) {
        let answer: Answer =
            switch redirect.answer {
            case .code(let code): .code(code.withExposed { Credential($0) })
            case .adminConsent(let tenant, let scopes): .adminConsent(tenant: tenant, scopes: scopes)
            case .error(let error, let description): .refused(error: error, description: description)
            }
        self.init(
            caller: caller, state: redirect.state.withExposed { Credential($0) }, answer: answer, issuer: redirect.iss)
    }
}
