package import Domain

/// Tries what can be tried of an app without a user, and reports each step.
package enum VerifyApp: APIMethod {
    package static let name = "verifyApp"
    package static let summary = "Tries what can be tried of an app without a user, and reports each step."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var app: AppID
        package var timeoutMs: Int?

        package init(app: AppID, timeoutMs: Int? = nil) {
            self.app = app
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var works: Bool
        package var steps: [AppCheckStep]

        package init(works: Bool, steps: [AppCheckStep]) {
            self.works = works
            self.steps = steps
        }
    }

    package static let fields: [String: String] = [
        "app": "The app.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "works": "Whether no step failed. Steps that could not be tried prove nothing.",
        "steps": "What was tried, in order.",
    ]
    package static let errors: [ErrorKind] = [.notFound] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an app whose secret has expired",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs"}
                """#,
            result: #"""
                {"works":false,"steps":[{"name":"settings","outcome":"passed"},{"name":"endpoints","outcome":"passed","detail":"as the discovery document of entra names them"},{"name":"keys","outcome":"passed","detail":"7 keys"},{"name":"client","outcome":"passed","detail":"the provider knows the client id and takes the scopes"},{"name":"credential cred_1","outcome":"failed","detail":"entra answered invalid_client AADSTS7000222","failure":{"kind":"appMisconfigured","message":"the provider does not accept this app","hint":"the client secret has expired: make a new one in the portal and give it to updateApp"}},{"name":"expiry cred_1","outcome":"skipped","detail":"nobody said when it ends: give updateApp what the provider's portal shows"},{"name":"applicationToken","outcome":"skipped","detail":"an app gets tokens without a user in one tenant only, its authority names none, and no administrator has agreed yet"},{"name":"redirect http://localhost:8734/oauth","outcome":"passed","detail":"the provider sends browsers back there"}]}
                """#)
    ]
}
