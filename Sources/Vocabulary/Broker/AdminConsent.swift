package import Domain

/// What an administrator's browser brought back. It is the administrator's word and not the provider's: nothing is signed,
/// so that it opens nothing; only what failed for lack of consent is tried again.
package struct AdminConsent: Codable, Hashable, Sendable {
    package var app: AppID
    package var tenant: String
    package var scopes: [String]
    package var at: Timestamp

    package init(app: AppID, tenant: String, scopes: [String], at: Timestamp) {
        self.app = app
        self.tenant = tenant
        self.scopes = scopes
        self.at = at
    }
}
