/// What came back from the browser.
package struct SignInCompletion: Codable, Hashable, Sendable {
    /// Who brings it. The loopback listener has no caller: the state alone speaks for it.
    package var caller: CallerID?
    package var state: Credential
    package var answer: Answer
    /// The `iss` parameter, where the provider sent one (RFC 9207).
    package var issuer: String?

    package enum Answer: Codable, Hashable, Sendable {
        case code(Credential)
        /// What Entra brings back from an administrator: `tenant` and `scope` (reference sheet, section A13).
        case adminConsent(tenant: String, scopes: [String])
        /// `error` and `error_description` (RFC 6749, section 4.1.2.1).
        case refused(error: String, description: String?)
    }

    package init(caller: CallerID?, state: Credential, answer: Answer, issuer: String? = nil) {
        self.caller = caller
        self.state = state
        self.answer = answer
        self.issuer = issuer
    }
}
