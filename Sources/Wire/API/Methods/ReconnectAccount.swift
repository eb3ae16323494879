package import Domain

/// Tries an account at once, with new connections and whatever its provider refused before, and tells how it is.
package enum ReconnectAccount: APIMethod {
    package static let name = "reconnectAccount"
    package static let summary =
        "Tries an account at once, with new connections and whatever its provider refused before, and tells how it is."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var timeoutMs: Int?

        package init(account: AccountID, timeoutMs: Int? = nil) {
            self.account = account
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var account: AccountInfo

        package init(account: AccountInfo) { self.account = account }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "account": "The account; `state` tells what came of it."
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofAccount
    package static let examples = [
        Example(
            "an account that is well again",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru"}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z","resources":[{"resource":"mail","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"missingScopes":[],"tokenExpiresAt":"2026-11-22T19:04:00Z","lastSuccessAt":"2026-11-22T18:04:00Z"}]},"createdAt":"2026-11-22T18:04:00Z"}}
                """#)
    ]
}
