internal import Broker
internal import Domain

/// What a sign-in brought, before it is a grant.
struct Sealing: Sendable {
    let key: String
    /// The fingerprint of the code.
    let code: String
    let terms: SignInTerms
    let identity: Identity
    let answer: TokenAnswer

    var app: RegisteredApp { terms.app }

    /// Whether the token that came is good for these scopes, as far as they are of its resource.
    func opens(_ shared: [String]) -> Bool {
        guard terms.resource == .graph else { return true }
        let granted = answer.scopes ?? terms.plan.requested(for: terms.resource)
        return ScopeEcho.missing(of: shared, in: granted).isEmpty
    }
}
