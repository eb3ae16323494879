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
    package static let examples: [Example] = []
}
