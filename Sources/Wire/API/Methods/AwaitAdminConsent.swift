package import Broker

/// Waits until an administrator's consent has ended that the loopback listener or another caller completes.
package enum AwaitAdminConsent: APIMethod {
    package static let name = "awaitAdminConsent"
    package static let summary =
        "Waits until an administrator's consent has ended that the loopback listener or another caller completes."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var state: Credential
        package var timeoutMs: Int?

        package init(state: Credential, timeoutMs: Int? = nil) {
            self.state = state
            self.timeoutMs = timeoutMs
        }
    }

    package typealias Result = AdminConsentOutcome

    package static let fields: [String: String] = [
        "state": "The `state` that `adminConsentURL` returned.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let errors: [ErrorKind] = CompleteAdminConsent.errors + [.timeout]
    package static let examples = [
        Example(
            "ten minutes",
            params: #"""
                {"state":"q2Jx8v","timeoutMs":600000}
                """#,
            result: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","tenant":"99999999-8888-7777-6666-555555555555","scopes":["https://graph.microsoft.com/Mail.ReadWrite","https://graph.microsoft.com/Mail.Send"]}
                """#)
    ]
}
