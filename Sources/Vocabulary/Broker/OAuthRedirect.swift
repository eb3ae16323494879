package import Domain

/// What a provider said by sending the browser back (RFC 6749, section 4.1.2).
package struct OAuthRedirect: Sendable {
    package enum Answer: Sendable {
        case code(Secret<String>)
        /// An administrator agreed (reference sheet, section A13).
        case adminConsent(tenant: String, scopes: [String])
        /// `error` and `error_description`: the provider's words, for people, and never for a page.
        case error(String, description: String?)
    }
    /// Which sign-in it belongs to; whoever knows it may end that sign-in, so it is not shown either.
    package let state: Secret<String>
    package let answer: Answer
    /// The issuer, where the provider names itself (RFC 9207).
    package let iss: String?

    package init(state: Secret<String>, answer: Answer, iss: String?) {
        self.state = state
        self.answer = answer
        self.iss = iss
    }
}
