package import Broker

/// Ends a sign-in with what the browser brought back; the same state and code again give the same result.
package enum ExchangeCode: APIMethod {
    package static let name = "exchangeCode"
    package static let summary =
        "Ends a sign-in with what the browser brought back; the same state and code again give the same "
        + "result."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var state: Credential?
        package var code: Credential?
        package var issuer: String?
        package var callbackURL: Credential?
        package var timeoutMs: Int?

        package init(
            state: Credential? = nil, code: Credential? = nil, issuer: String? = nil, callbackURL: Credential? = nil,
            timeoutMs: Int? = nil
        ) {
            self.state = state
            self.code = code
            self.issuer = issuer
            self.callbackURL = callbackURL
            self.timeoutMs = timeoutMs
        }
    }

    package typealias Result = SignInOutcome

    package static let fields: [String: String] = [
        "state": "The `state` of the redirect.",
        "code": "The `code` of the redirect.",
        "issuer": "The `iss` of the redirect, where it had one (RFC 9207).",
        "callbackURL": "The whole URL that the browser was sent to, instead of its parts.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let alternatives = [["state", "code"], ["callbackURL"]]
    package static let errors: [ErrorKind] =
        [.notFound, .signInDenied, .stateInvalid, .codeExpired, .appMisconfigured, .wrongIdentity, .consentRequired]
        + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "the parts",
            params: #"""
                {"state":"q2Jx8v","code":"1.AXkA.AgABBAIAAAB"}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z"},"createdAt":"2026-11-22T18:04:00Z"},"isNew":true}
                """#),
        Example(
            "the whole URL",
            params: #"""
                {"callbackURL":"http://localhost:8734/oauth?code=1.AXkA.AgABBAIAAAB&state=q2Jx8v"}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z"},"createdAt":"2026-11-22T18:04:00Z"},"isNew":true}
                """#),
    ]
}
