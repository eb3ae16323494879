/// Whose rules an app follows when it signs in.
package enum ProviderKind: String, Codable, CaseIterable, Hashable, Sendable {
    /// Microsoft Entra ID, v2.0 endpoints.
    case outlook
    /// Any OpenID Connect provider, by its discovery document or by explicit endpoints.
    case oidc
}
