package import Broker

/// Takes what an administrator's browser brought back; the same again gives the same result.
package enum CompleteAdminConsent: APIMethod {
    package static let name = "completeAdminConsent"
    package static let summary = "Takes what an administrator's browser brought back."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var callbackURL: Credential

        package init(callbackURL: Credential) { self.callbackURL = callbackURL }
    }

    package typealias Result = AdminConsentOutcome

    package static let fields: [String: String] = [
        "callbackURL": "The whole URL that the browser was sent to."
    ]
    package static let errors: [ErrorKind] =
        [.signInDenied, .stateInvalid, .codeExpired, .consentRequired, .appMisconfigured] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an administrator agreed",
            params: #"""
                {"callbackURL":"http://localhost:8734/oauth?admin_consent=True&tenant=99999999-8888-7777-6666-555555555555&state=q2Jx8v&scope=https%3A%2F%2Fgraph.microsoft.com%2FMail.ReadWrite%20https%3A%2F%2Fgraph.microsoft.com%2FMail.Send"}
                """#,
            result: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","tenant":"99999999-8888-7777-6666-555555555555","scopes":["https://graph.microsoft.com/Mail.ReadWrite","https://graph.microsoft.com/Mail.Send"]}
                """#)
    ]
}
