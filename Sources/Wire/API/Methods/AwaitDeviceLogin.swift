package import Broker

/// Waits until the user has ended a device login. Giving up waiting ends nothing: ask again.
package enum AwaitDeviceLogin: APIMethod {
    package static let name = "awaitDeviceLogin"
    package static let summary = "Waits until the user has ended a device login."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var login: Credential
        package var timeoutMs: Int?

        package init(login: Credential, timeoutMs: Int? = nil) {
            self.login = login
            self.timeoutMs = timeoutMs
        }
    }

    package typealias Result = SignInOutcome

    package static let fields: [String: String] = [
        "login": "The `login` that `startDeviceLogin` returned.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let errors: [ErrorKind] = AwaitSignIn.errors
    package static let examples: [Example] = []
}
