internal import Doorway
internal import JSON
internal import Tenant

extension AuthorizationRequest {
    static func types(_ call: Call) -> [Substring] { (call.field("response_type") ?? "").split(separator: " ") }

    /// Reads what is left once the answer has a target; a refusal is redirected there.
    static func read(
        _ call: Call, _ app: Registration, _ authority: Authority, _ target: RedirectTarget,
        _ platform: Registration.Platform
    ) throws(Refusal) -> AuthorizationRequest {
        let facts = call.sandbox.facts
        let types = try readTypes(call)
        let asked = try ScopeRequest(parsing: try call.needed("scope"), facts, root: call.request.origin)
        let scopes = asked.expanded(for: app)
        try scopes.listed(by: app, facts)
        var request = AuthorizationRequest(
            client: app.clientID, authority: authority, target: target, platform: platform, scopes: scopes)
        request.wantsCode = types.contains("code")
        request.wantsIDToken = types.contains("id_token")
        request.nonce = call.field("nonce")
        request.loginHint = call.field("login_hint")
        request.domainHint = call.field("domain_hint")
        request.wantsClientInfo = call.field("client_info") == "1"
        request.claims = try RequestedClaims(call.field("claims"))
        request.challenge = try PKCEChallenge(
            challenge: call.field("code_challenge"), method: call.field("code_challenge_method"))
        if let prompt = call.field("prompt") {
            guard let prompt = Prompt(rawValue: prompt) else {
                throw Refusal(90023, "Unsupported 'prompt' value.")
            }
            request.prompt = prompt
        }
        try request.agrees()
        return request
    }

    /// Only code and id_token, in the modes that carry them.
    private static func readTypes(_ call: Call) throws(Refusal) -> [Substring] {
        _ = try call.needed("response_type")
        let types = types(call)
        guard types.allSatisfy({ $0 == "code" || $0 == "id_token" }), Set(types).count == types.count else {
            throw Refusal(70005)
        }
        if let mode = call.field("response_mode"), RedirectTarget.Mode(rawValue: mode) == nil {
            throw Refusal(70007, "'\(mode.prefix(40))' is not a supported value of 'response_mode'.")
        }
        return types
    }

    private func agrees() throws(Refusal) {
        if wantsIDToken {
            guard target.mode != .query else {
                throw Refusal(70007, "'query' is not a supported value of 'response_mode' when requesting a token.")
            }
            guard nonce != nil else { throw .missing("nonce") }
            guard scopes.identity.contains(.openid) else { throw Refusal(70011, "'openid' is missing in the scope.") }
        }
        if platform == .spa, wantsCode, challenge == nil { throw Refusal(9_002_325) }
    }
}
