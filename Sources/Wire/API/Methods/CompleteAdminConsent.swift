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
    package static let examples: [Example] = []
}
