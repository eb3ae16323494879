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
    package static let examples = [
        Example(
            "a minute",
            params: #"""
                {"login":"kP3vXo9Qk2mT7cWb1yN4sA6dF8hJ0lZ5xR2uE7iV9gw","timeoutMs":60000}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z","resources":[{"resource":"mail","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"missingScopes":[],"tokenExpiresAt":"2026-11-22T19:04:00Z","lastSuccessAt":"2026-11-22T18:04:00Z"}]},"createdAt":"2026-11-22T18:04:00Z"},"isNew":true}
                """#),
        Example(
            "a user who did not agree to everything",
            params: #"""
                {"login":"kP3vXo9Qk2mT7cWb1yN4sA6dF8hJ0lZ5xR2uE7iV9gw","timeoutMs":60000}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"consentRequired","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All"],"signedInAt":"2026-11-22T18:04:00Z","resources":[{"resource":"mail","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All"],"missingScopes":["https://outlook.office.com/SMTP.Send"],"tokenExpiresAt":"2026-11-22T19:04:00Z","lastSuccessAt":"2026-11-22T18:04:00Z"}]},"createdAt":"2026-11-22T18:04:00Z"},"isNew":true,"missingScopes":["https://outlook.office.com/SMTP.Send"]}
                """#),
    ]
}
