/// Whom an id_token has to come from.
package enum IssuerRule: Codable, Hashable, Sendable {
    /// The issuer of the discovery document or of the registration, to the letter (OpenID Connect Core 1.0, §3.1.3.7).
    case exact(String)
    /// Microsoft: `{login}/{tid}/v2.0`, where `tid` is the token's own tenant (reference sheet §A1), held to what the
    /// authority lets in.
    case entra(login: String, authority: String)

    /// The pseudo-tenant of personal accounts (reference sheet §A1).
    static let personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad"

    /// Whether a token that names this issuer and tenant may be believed.
    package func accepts(issuer: String, tenant: String?) -> Bool {
        switch self {
        case .exact(let expected):
            return issuer == expected
        case .entra(let login, let authority):
            guard let tenant, GUID.matches(tenant), issuer == "\(login)/\(tenant)/v2.0" else { return false }
            return Self.admits(tenant.lowercased(), authority: authority.lowercased())
        }
    }

    /// Whether the `iss` of a redirect (RFC 9207) is right, before there is a token.
    package func acceptsRedirect(issuer: String) -> Bool {
        switch self {
        case .exact(let expected): return issuer == expected
        case .entra(let login, _):
            guard issuer.hasPrefix(login + "/"), issuer.hasSuffix("/v2.0") else { return false }
            return accepts(issuer: issuer, tenant: String(issuer.dropFirst(login.count + 1).dropLast("/v2.0".count)))
        }
    }

    private static func admits(_ tenant: String, authority: String) -> Bool {
        switch authority {
        case "common": true
        case "organizations": tenant != personalTenant
        case "consumers": tenant == personalTenant
        // A domain stands for a tenant whose id we do not know; the login host knows it.
        default: !GUID.matches(authority) || tenant == authority
        }
    }
}
