/// Whom an access token lets in: nobody whose account is disabled or gone, at any door.
package struct TokenGate {
    private let sandbox: Sandbox

    package init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    /// What a token allows at a door. The token is judged before its holder.
    package func grant(for token: String, at audience: Audience) throws(TokenProblem) -> AccessGrant {
        let grant = try sandbox.tokens.grant(for: token, at: audience)
        if case .person(let id) = grant.principal, sandbox.directory.person(id)?.isDisabled ?? true {
            throw .disabled
        }
        return grant
    }
}
