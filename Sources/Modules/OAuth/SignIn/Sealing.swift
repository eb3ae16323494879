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
}
