package import Broker
package import Domain

/// Changes a registered app; what is absent stays. Endpoints, cloud and client id change only with the secret given
/// anew, and changing them voids the grants of the app.
package enum UpdateApp: APIMethod {
    package static let name = "updateApp"
    package static let summary = "Changes a registered app; what is absent stays."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var app: AppID
        package var change: AppChange

        package init(app: AppID, change: AppChange) {
            self.app = app
            self.change = change
        }

        private enum CodingKeys: CodingKey { case app }

        package init(from decoder: any Decoder) throws {
            app = try decoder.container(keyedBy: CodingKeys.self).decode(AppID.self, forKey: .app)
            change = try AppChange(from: decoder)
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(app, forKey: .app)
            try change.encode(to: encoder)
        }
    }

    package struct Result: Codable, Sendable {
        package var app: App

        package init(
            app: App
        ) {
            self.app = app
        }
    }

    package static let fields: [String: String] = AppChange.fields.merging([
        "app": "The app."
    ]) { $1 }
    package static let resultFields: [String: String] = [
        "app": "The app, without its secret."
    ]
    package static let errors: [ErrorKind] =
        [.notFound, .conflict, .alreadyExists] + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "a new secret",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","clientSecret":"the~next.Value"}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_2","kind":"secret","addedAt":"2027-05-01T09:00:00Z"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}}
                """#),
        Example(
            "a new secret beside the one that ends soon",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","clientSecret":"the~next.Value","secretExpiresAt":"2027-11-01T00:00:00Z","keepPrevious":true}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_2","kind":"secret","addedAt":"2027-05-01T09:00:00Z","expiresAt":"2027-11-01T00:00:00Z"},{"id":"cred_1","kind":"secret","addedAt":"2026-11-22T18:00:00Z","expiresAt":"2027-05-22T00:00:00Z"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":["cred_1, a client secret, ends on 2027-05-22; make a new one and give it to updateApp, with keepPrevious while both are good: Entra admin center > App registrations > 11111111-2222-3333-4444-555555555555 > Certificates & secrets > Client secrets, column Value"],"adminConsents":[]}}
                """#),
        Example(
            "the old one goes",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","dropCredential":"cred_1"}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_2","kind":"secret","addedAt":"2027-05-01T09:00:00Z","expiresAt":"2027-11-01T00:00:00Z"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}}
                """#),
    ]
}
