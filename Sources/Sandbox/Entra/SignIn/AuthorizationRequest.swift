internal import JSON
internal import Tenant

/// One request to `/authorize` that may go on (reference sheet §A5).
struct AuthorizationRequest: Sendable {
    enum Prompt: String, Sendable {
        case login, none, consent
        case selectAccount = "select_account"
    }
    var client: GUID
    var authority: Authority
    var target: RedirectTarget
    var platform: Registration.Platform
    var scopes: ScopeRequest
    var wantsCode = true
    var wantsIDToken = false
    var nonce: String?
    var prompt: Prompt?
    var loginHint: String?
    var domainHint: String?
    var challenge: PKCEChallenge?
    var wantsClientInfo = false
    var claims: RequestedClaims?
}
