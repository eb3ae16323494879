package import Broker
package import Domain

/// Returns one app, without its secret.
package enum GetApp: APIMethod {
    package static let name = "getApp"
    package static let summary = "Returns one app, without its secret."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var app: AppID

        package init(
            app: AppID
        ) {
            self.app = app
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

    package static let fields: [String: String] = [
        "app": "The app."
    ]
    package static let resultFields: [String: String] = [
        "app": "The app, without its secret."
    ]
    package static let errors: [ErrorKind] = [.notFound] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an app",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs"}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_1","kind":"secret","addedAt":"2026-11-22T18:00:00Z","expiresAt":"2027-05-22T00:00:00Z"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}}
                """#),
        Example(
            "an app whose secret has expired",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs"}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_1","kind":"secret","addedAt":"2026-11-22T18:00:00Z","expiresAt":"2027-05-22T00:00:00Z","refusal":{"at":"2027-05-22T00:04:11Z","hint":"the client secret has expired: make a new one and give updateApp its Value: Entra admin center > App registrations > 11111111-2222-3333-4444-555555555555 > Certificates & secrets > Client secrets, column Value","provider":{"name":"entra","status":401,"code":"invalid_client AADSTS7000222","requestId":"255d1aef-8c98-452f-ac51-23d051240864","responsible":"operator"}}}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":["cred_1, a client secret, ended on 2027-05-22; make a new one and give it to updateApp, with keepPrevious while both are good: Entra admin center > App registrations > 11111111-2222-3333-4444-555555555555 > Certificates & secrets > Client secrets, column Value"],"adminConsents":[],"failure":{"at":"2027-05-22T00:04:11Z","hint":"the client secret has expired: make a new one and give updateApp its Value: Entra admin center > App registrations > 11111111-2222-3333-4444-555555555555 > Certificates & secrets > Client secrets, column Value","provider":{"name":"entra","status":401,"code":"invalid_client AADSTS7000222","requestId":"255d1aef-8c98-452f-ac51-23d051240864","responsible":"operator"}}}}
                """#),
    ]
}
