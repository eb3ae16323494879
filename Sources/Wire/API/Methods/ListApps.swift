package import Broker

/// Lists the registered apps, without their secrets.
package enum ListApps: APIMethod {
    package static let name = "listApps"
    package static let summary = "Lists the registered apps, without their secrets."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var limit: Int?
        package var cursor: String?

        package init(
            limit: Int? = nil, cursor: String? = nil
        ) {
            self.limit = limit
            self.cursor = cursor
        }
    }

    package struct Result: Codable, Sendable {
        package var apps: [App]
        package var nextCursor: String?

        package init(
            apps: [App], nextCursor: String? = nil
        ) {
            self.apps = apps
            self.nextCursor = nextCursor
        }
    }

    package static let fields: [String: String] = [
        "limit": "How many at most: 50 when absent, 1,000 at most.",
        "cursor": "`nextCursor` of the page before.",
    ]
    package static let resultFields: [String: String] = [
        "apps": "One page of apps.",
        "nextCursor": "Where the next page begins; absent after the last.",
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofVault
    package static let examples = [
        Example(
            "all apps",
            result: #"""
                {"apps":[{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_1","kind":"secret","addedAt":"2026-11-22T18:00:00Z","expiresAt":"2027-05-22T00:00:00Z"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}]}
                """#)
    ]
}
