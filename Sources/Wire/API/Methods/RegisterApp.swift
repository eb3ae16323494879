package import Broker

/// Makes an OAuth application known: what the provider's portal shows, value by value.
package enum RegisterApp: APIMethod {
    package static let name = "registerApp"
    package static let summary =
        "Makes an OAuth application known: what the provider's portal shows, value by value."
    package static let role = Role.admin

    package typealias Params = AppRegistration

    package struct Result: Codable, Sendable {
        package var app: App

        package init(
            app: App
        ) {
            self.app = app
        }
    }

    package static let resultFields: [String: String] = [
        "app": "The app, without its secret."
    ]
    package static let errors: [ErrorKind] = [.alreadyExists] + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "an Outlook app",
            params: #"""
                {"name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientSecret":"the~secret.Value","authority":"organizations","redirectURLs":["http://localhost:8734/oauth"]}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z"}}
                """#)
    ]
}
