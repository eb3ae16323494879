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
                {"name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","authority":"organizations","redirectURLs":["http://localhost:8734/oauth"],"clientSecret":"the~secret.Value","secretExpiresAt":"2027-05-22T00:00:00Z"}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"clientSecret","credentials":[{"id":"cred_1","kind":"secret","addedAt":"2026-11-22T18:00:00Z","expiresAt":"2027-05-22T00:00:00Z"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}}
                """#),
        Example(
            "by a certificate, for one tenant, without a browser",
            params: #"""
                {"name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","authority":"contoso.onmicrosoft.com","redirectURLs":[],"clientCertificate":{"certificate":"-----BEGIN CERTIFICATE-----\nMIIC…\n-----END CERTIFICATE-----\n","privateKey":"-----BEGIN PRIVATE KEY-----\nMIIE…\n-----END PRIVATE KEY-----\n"}}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"certificate","credentials":[{"id":"cred_1","kind":"certificate","addedAt":"2026-11-22T18:00:00Z","expiresAt":"2028-11-22T17:00:00Z","thumbprint":"4A1B5E0F8D2C9A7364B1E0D95F28C7A3614E0B9D82F5C7A1E3D4B6908F7A2C51"}],"authority":"contoso.onmicrosoft.com","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":[],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}}
                """#),
        Example(
            "by a federated credential, whose token lies in a file that the configuration names",
            params: #"""
                {"name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","authority":"organizations","redirectURLs":["http://localhost:8734/oauth"],"clientAssertion":"workload"}
                """#,
            result: #"""
                {"app":{"id":"app_ge3dmnzygm4tqmrtgu4dinzs","name":"Contoso mail","provider":"outlook","clientId":"11111111-2222-3333-4444-555555555555","clientAuthentication":"assertion","credentials":[{"id":"cred_1","kind":"assertion","addedAt":"2026-11-22T18:00:00Z","assertion":"workload"}],"authority":"organizations","cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":["http://localhost:8734/oauth"],"createdAt":"2026-11-22T18:00:00Z","warnings":[],"adminConsents":[]}}
                """#),
    ]
}
