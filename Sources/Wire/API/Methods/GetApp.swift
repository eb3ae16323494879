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
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z"}}
                """#)
    ]
}
