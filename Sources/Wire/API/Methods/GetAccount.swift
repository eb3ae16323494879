package import Domain

/// Returns one account and how it is.
package enum GetAccount: APIMethod {
    package static let name = "getAccount"
    package static let summary = "Returns one account and how it is."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var account: AccountID

        package init(
            account: AccountID
        ) {
            self.account = account
        }
    }

    package struct Result: Codable, Sendable {
        package var account: AccountInfo

        package init(
            account: AccountInfo
        ) {
            self.account = account
        }
    }

    package static let fields: [String: String] = [
        "account": "The account."
    ]
    package static let resultFields: [String: String] = [
        "account": "The account."
    ]
    package static let errors: [ErrorKind] = [.notFound] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an account",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru"}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#),
        Example(
            "one that reads by Graph, while its provider cannot be reached",
            params: #"""
                {"account":"acc_ge3dmnzygm4tqmrtgu4dinzs"}
                """#,
            result: #"""
                {"account":{"id":"acc_ge3dmnzygm4tqmrtgu4dinzs","address":"bob@example.com","username":"bob@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"bbbbbbbb-cccc-dddd-eeee-ffffffffffff","username":"bob@example.com","name":"Bob"},"graph":{"root":"https://graph.microsoft.com"},"sentCopy":"automatic","capabilities":{"backend":"graph","order":"receivedDescending","keywords":true,"stableIds":true,"hiddenMailboxes":true,"slashInNames":true,"steadyPages":false,"threadIds":true,"linkedAttachments":true,"ownHeaders":false,"plainText":"converted","source":"rendered","sending":[{"by":"graph","envelope":false,"judgesRecipients":false}]},"state":{"state":"backoff","lastFailure":{"at":"2026-11-22T18:05:00Z","kind":"connectFailed","message":"the connection failed"},"nextAttemptAt":"2026-11-22T18:05:05Z","grantedScopes":["https://graph.microsoft.com/Mail.ReadWrite","https://graph.microsoft.com/Mail.Send"],"signedInAt":"2026-11-22T18:04:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#),
    ]
}
