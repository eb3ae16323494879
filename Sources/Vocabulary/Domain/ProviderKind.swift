/// Whose rules an app follows when it signs in.
package enum ProviderKind: Hashable, Sendable {
    /// Microsoft Entra ID, v2.0 endpoints.
    case outlook
    /// Any OpenID Connect provider, by its discovery document or by explicit endpoints.
    case oidc
    /// One of the catalogue, whose endpoints, scopes and servers are known (`listProviders`).
    case catalogued(ProviderName)
}

extension ProviderKind: RawRepresentable, Codable {
    package var rawValue: String {
        switch self {
        case .outlook: "outlook"
        case .oidc: "oidc"
        case .catalogued(let name): name.rawValue
        }
    }

    package init?(rawValue: String) {
        switch rawValue {
        case "outlook": self = .outlook
        case "oidc": self = .oidc
        default:
            guard let name = ProviderName(rawValue: rawValue) else { return nil }
            self = .catalogued(name)
        }
    }
}
