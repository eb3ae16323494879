package import Broker

/// Waits until a sign-in has ended that the loopback listener or another caller completes.
package enum AwaitSignIn: APIMethod {
    package static let name = "awaitSignIn"
    package static let summary =
        "Waits until a sign-in has ended that the loopback listener or another caller completes."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var state: Credential
        package var timeoutMs: Int?

        package init(
            state: Credential, timeoutMs: Int? = nil
        ) {
            self.state = state
            self.timeoutMs = timeoutMs
        }
    }

    package typealias Result = SignInOutcome

    package static let fields: [String: String] = [
        "state": "The `state` that `authorizeURL` returned.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let errors: [ErrorKind] =
        [.notFound, .signInDenied, .stateInvalid, .codeExpired, .appMisconfigured, .wrongIdentity, .consentRequired]
        + [.timeout] + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "a minute",
            params: #"""
                {"state":"q2Jx8v","timeoutMs":60000}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z"},"createdAt":"2026-11-22T18:04:00Z"},"isNew":true}
                """#)
    ]
}
