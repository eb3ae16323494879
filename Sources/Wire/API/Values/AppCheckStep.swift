/// One step of `verifyApp`.
package struct AppCheckStep: Codable, Sendable {
    package var name: String
    package var outcome: String
    package var detail: String?
    package var failure: ServiceFailure?

    package init(name: String, outcome: String, detail: String? = nil, failure: ServiceFailure? = nil) {
        self.name = name
        self.outcome = outcome
        self.detail = detail
        self.failure = failure
    }
}

extension AppCheckStep: Described {
    package static let fields: [String: String] = [
        "name": "What was tried.",
        "outcome": "`passed`, `failed`, or `skipped`: it could not be tried, and `detail` says why.",
        "detail": "One phrase for a person.",
        "failure": "Why it failed.",
    ]
}
