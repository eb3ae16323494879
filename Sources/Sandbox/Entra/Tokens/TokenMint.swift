internal import Cryptography
internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Makes the tokens of one answer.
struct TokenMint: Sendable {
    let entra: Entra
    let call: Call

    /// Unix seconds as the tokens tell them: a fault may have them wrong.
    private var now: Int64 { Int64(call.now) + Int64(skew) }

    private let skew: Int
    private let forgery: Forgery?

    init(entra: Entra, call: Call, skew: Int = 0, forgery: Forgery? = nil) {
        self.forgery = forgery
        self.entra = entra
        self.call = call
        self.skew = skew
    }

    /// How long an access token lives, in seconds (reference sheet §A8).
    func lifetime(isApplication: Bool, isCapable: Bool) -> Int {
        let facts = entra.facts
        if isApplication { return max(1, facts[Facts.appTokenSeconds]) }
        let fixed = facts[isCapable ? Facts.claimsTokenSeconds : Facts.accessTokenSeconds]
        // No longer than a century, so that sums stay numbers.
        if fixed > 0 { return min(fixed, 3_155_760_000) }
        return isCapable ? .random(in: 72_000...100_800) : .random(in: 3_600...5_399)
    }

    /// An access token, already known to the doors.
    func accessToken(
        _ app: Registration, _ principal: Principal, _ audience: Audience, _ permissions: Set<String>, tenant: GUID,
        seconds: Int, isCapable: Bool, session: GUID? = nil
    ) -> String {
        let person: Person? =
            if case .person(let id) = principal { entra.directory.person(id) } else { nil }
        let isOpaque = person?.isPersonal ?? false || entra.facts[Facts.workTokenForm] == .opaque
        let token =
            isOpaque
            ? Secrets.opaqueToken()
            : signedToken(app, person, audience, permissions, tenant, seconds, session)
        entra.sandbox.tokens.keep(
            token,
            AccessGrant(
                audience: audience, permissions: permissions, principal: principal, client: app.clientID,
                tenant: tenant, expiresAt: call.sandbox.clock.now.advanced(by: .seconds(seconds)),
                understandsClaims: isCapable))
        return token
    }

    /// Claims that are nobody's business but the resource's.
    private func signedToken(
        _ app: Registration, _ person: Person?, _ audience: Audience, _ permissions: Set<String>, _ tenant: GUID,
        _ seconds: Int, _ session: GUID?
    ) -> String {
        var claims = times(seconds: Int64(seconds))
        claims.set("aud", .string(audience.claim(forApplication: person == nil)))
        claims.set("iss", "https://sts.windows.net/\(tenant)/")
        claims.set("aio", .string(Secrets.text(60)))
        claims.set("app_displayname", .string(app.displayName))
        claims.set("appid", .string(app.clientID.description))
        claims.set("appidacr", .string((try? ClientCredentials(call))?.proof.strength ?? "0"))
        claims.set("idtyp", person == nil ? "app" : "user")
        claims.set("tid", .string(tenant.description))
        claims.set("uti", .string(Secrets.text(16)))
        claims.set("ver", "1.0")
        claims.set("rh", .string("1.AXoA\(Secrets.text(45))"))
        if let person {
            claims.set("oid", .string(person.id.description))
            claims.set("sub", .string(Self.subject(person, app)))
            claims.set("scp", .string(permissions.sorted().joined(separator: " ")))
            claims.set("name", .string(person.displayName))
            claims.set("upn", .string(person.userPrincipalName))
            claims.set("unique_name", .string(person.userPrincipalName))
            claims.set("amr", ["pwd"])
            claims.set("sid", session.map { .string($0.description) } ?? .null)
        } else {
            claims.set("roles", .array(permissions.sorted().map { .string($0) }))
        }
        let nonce = entra.facts[Facts.tokenNonce] ? Secrets.text(32) : nil
        return entra.signer.token(claims, nonce: nonce)
    }

    /// The id_token (reference sheet §A6).
    func idToken(
        _ person: Person, _ app: Registration, _ scopes: Set<IdentityScope>, _ nonce: String?,
        _ authentication: Authentication
    ) -> String {
        var claims = times(seconds: 3_600)
        claims.set("ver", "2.0")
        claims.set("iss", "\(call.request.origin)/\(person.tenant)/v2.0")
        claims.set("aud", .string(app.clientID.description))
        claims.set("sub", .string(Self.subject(person, app)))
        claims.set("tid", .string(person.tenant.description))
        claims.set("aio", .string(Secrets.text(60)))
        claims.set("rh", .string("1.AXoA\(Secrets.text(45))"))
        claims.set("uti", .string(Secrets.text(16)))
        claims.set("sid", .string(authentication.session.description))
        if let nonce { claims.set("nonce", .string(nonce)) }
        if scopes.contains(.profile) {
            claims.set("oid", .string(person.id.description))
            claims.set("name", .string(person.displayName))
            claims.set("preferred_username", .string(person.userPrincipalName))
        }
        if scopes.contains(.email), let mail = person.mail { claims.set("email", .string(mail)) }
        guard let forgery else { return entra.signer.token(claims) }
        return entra.signer.forged(forgery.amended(claims), forgery)
    }

    /// Unsigned, and good for nothing but to name an account (§A5).
    static func clientInfo(_ person: Person) -> String {
        let value: JSONValue = ["uid": .string(person.id.description), "utid": .string(person.tenant.description)]
        return Base64(value.bytes).urlText
    }

    /// Another one for each app.
    static func subject(_ person: Person, _ app: Registration) -> String {
        Base64(SHA256Digest.hash(Array("\(app.clientID) \(person.id)".utf8))).urlText
    }

    private func times(seconds: Int64) -> JSONValue {
        let start = now - Int64(clamping: entra.facts[Facts.idTokenBackdatedSeconds])
        return ["iat": .integer(start), "nbf": .integer(start), "exp": .integer(now + seconds)]
    }
}
