/// What trying an app without a user showed, step by step.
package struct AppVerification: Codable, Hashable, Sendable {
    package struct Step: Codable, Hashable, Sendable {
        package enum Outcome: String, Codable, CaseIterable, Sendable {
            case passed, failed
            /// It could not be tried; `detail` says why.
            case skipped
        }
        /// What was tried: `settings`, `endpoints`, `keys`, `credential cred_1` …
        package var name: String
        package var outcome: Outcome
        /// One phrase for a person.
        package var detail: String?
        /// Why it failed. Its text holds no secret.
        package var error: BrokerError?

        package init(name: String, outcome: Outcome, detail: String? = nil, error: BrokerError? = nil) {
            self.name = name
            self.outcome = outcome
            self.detail = detail
            self.error = error
        }
    }
    package var steps: [Step]

    package init(steps: [Step]) { self.steps = steps }
}
