package import Domain
internal import JSON

/// What an id_token has to say to be believed (OpenID Connect Core 1.0, section 3.1.3.7).
package struct IDTokenCheck: Sendable {
    package var issuer: IssuerRule
    package var clientId: String
    /// Nil where none was asked for: a sign-in on another device has no request that could hold one (RFC 8628, section 3.1).
    package var nonce: String?
    package var now: Timestamp

    /// How far the provider's clock and ours may be apart, in seconds.
    static let skew: Int64 = 300

    package init(issuer: IssuerRule, clientId: String, nonce: String?, now: Timestamp) {
        self.issuer = issuer
        self.clientId = clientId
        self.nonce = nonce
        self.now = now
    }

    /// Who signed in. The signature is to be checked beside this.
    package func identity(of token: IDToken) throws(IDTokenFault) -> Identity {
        let claims = token.claims
        let tenant = claims["tid"]?.stringValue
        guard let issuedBy = claims["iss"]?.stringValue, issuer.accepts(issuer: issuedBy, tenant: tenant) else {
            throw .wrongIssuer
        }
        guard isAudience(claims) else { throw .wrongAudience }
        guard nonce == nil || claims["nonce"]?.stringValue == nonce else { throw .wrongNonce }
        try checkTimes(claims)
        switch issuer {
        case .entra: return try entraIdentity(claims, tenant: tenant)
        case .exact: return try oidcIdentity(claims, issuer: issuedBy)
        }
    }

    private func isAudience(_ claims: JSONValue) -> Bool {
        if let party = claims["azp"], party.stringValue != clientId { return false }
        if let one = claims["aud"]?.stringValue { return one == clientId }
        guard let several = claims["aud"]?.arrayValue, several.contains(.string(clientId)) else { return false }
        // Several audiences are trusted only when the token says that it was made for us.
        return several.count == 1 || claims["azp"] != nil
    }

    private func checkTimes(_ claims: JSONValue) throws(IDTokenFault) {
        let now = Double(now.secondsSince1970)
        let skew = Double(Self.skew)
        guard let expiry = claims["exp"]?.doubleValue, now < expiry + skew else { throw .expired }
        if let start = claims["nbf"] {
            guard let start = start.doubleValue, now >= start - skew else { throw .notYetValid }
        }
    }

    /// `tid` and `oid` never change and are the same for every app; `sub` is not (reference sheet §A6).
    private func entraIdentity(_ claims: JSONValue, tenant: String?) throws(IDTokenFault) -> Identity {
        guard let tenant, let object = Self.text(claims["oid"]) else { throw .noSubject }
        // An address in a tenant is whatever its administrator wrote, unless Microsoft says that the domain is theirs.
        let isVouchedFor =
            tenant == IssuerRule.personalTenant
            || [.bool(true), .integer(1), .string("1"), .string("true")].contains(claims["xms_edov"] ?? .null)
        return Identity(
            tenant: tenant, subject: object, username: Self.text(claims["preferred_username"]),
            email: isVouchedFor ? Self.text(claims["email"]) : nil, name: Self.text(claims["name"]))
    }

    private func oidcIdentity(_ claims: JSONValue, issuer: String) throws(IDTokenFault) -> Identity {
        guard let subject = Self.text(claims["sub"]) else { throw .noSubject }
        let isDenied = claims["email_verified"] == .bool(false) || claims["email_verified"] == .string("false")
        let email = isDenied ? nil : Self.text(claims["email"])
        return Identity(
            tenant: issuer, subject: subject, username: Self.text(claims["preferred_username"]) ?? email, email: email,
            name: Self.text(claims["name"]))
    }

    /// A text of reasonable length without control characters.
    private static func text(_ value: JSONValue?) -> String? {
        guard let text = value?.stringValue, (1...512).contains(text.utf8.count),
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return nil }
        return text
    }
}
