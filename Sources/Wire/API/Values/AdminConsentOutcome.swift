package import Domain

/// An administrator's consent that ended well. It is what his browser brought back: the provider did not sign it.
package struct AdminConsentOutcome: Codable, Sendable {
    package var app: AppID
    package var tenant: String
    package var scopes: [String]

    package init(app: AppID, tenant: String, scopes: [String]) {
        self.app = app
        self.tenant = tenant
        self.scopes = scopes
    }
}

extension AdminConsentOutcome: Described {
    package static let fields: [String: String] = [
        "app": "The app.",
        "tenant": "The tenant whose administrator agreed.",
        "scopes": "What he agreed to.",
    ]
}
