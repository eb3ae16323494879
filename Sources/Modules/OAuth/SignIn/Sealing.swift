internal import Broker
internal import Domain

/// What a sign-in brought, before it is a grant.
struct Sealing: Sendable {
    let key: String
    let code: String
    let app: RegisteredApp
    let issuer: IssuerRule
    let identity: Identity
    let answer: TokenAnswer
    let resource: Resource
    let granted: [String]
}
