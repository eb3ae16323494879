internal import Doorway
internal import JSON
internal import Tenant

/// What a good token request gives to a person's app (reference sheet §A5).
struct TokenAnswer: Sendable {
    var app: Registration
    var person: Person
    var resource: ResourceScopes
    /// What this request gets.
    var identity: Set<IdentityScope>
    var authentication: Authentication
    var nonce: String?
    /// Nil: none comes along.
    var refreshToken: String?

    func json(_ mint: TokenMint, _ claims: RequestedClaims?) -> JSONValue {
        let facts = mint.entra.facts
        let isCapable = claims?.saysCapable ?? false
        let seconds = mint.lifetime(isApplication: false, isCapable: isCapable)
        let token = mint.accessToken(
            app, .person(person.id), resource.audience, Set(resource.permissions), tenant: person.tenant,
            seconds: seconds, isCapable: isCapable, session: authentication.session)
        var body = Self.frame(token, seconds, facts)
        body.set("scope", .string(scopeText(facts)))
        if isCapable { body.set("refresh_in", .integer(Int64(seconds / 2))) }
        if let refreshToken { body.set("refresh_token", .string(refreshToken)) }
        if identity.contains(.openid) {
            body.set("id_token", .string(mint.idToken(person, app, identity, nonce, authentication)))
        }
        if mint.call.field("client_info") == "1" { body.set("client_info", .string(TokenMint.clientInfo(person))) }
        return body
    }

    /// What every token answer has.
    static func frame(_ token: String, _ seconds: Int, _ facts: FactSheet) -> JSONValue {
        let lifetime: JSONValue = facts[Facts.expiresInText] ? "\(seconds)" : .integer(Int64(seconds))
        return [
            "token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime, "access_token": .string(token),
        ]
    }

    /// The permissions under the request's prefix (§A4); the identity scopes where the answer would be empty without.
    private func scopeText(_ facts: FactSheet) -> String {
        let echoed: Set<IdentityScope> =
            switch facts[Facts.oidcScopeEcho] {
            case .none: resource.permissions.isEmpty ? identity.subtracting([.offline]) : []
            case .identity: identity.subtracting([.offline])
            case .all: identity
            }
        let identityText = IdentityScope.allCases.filter(echoed.contains).map(\.rawValue)
        return (resource.permissions.map { resource.spelled($0, facts) } + identityText).joined(separator: " ")
    }
}
