/// Lists the accounts that the caller may see.
package enum ListAccounts: APIMethod {
    package static let name = "listAccounts"
    package static let summary = "Lists the accounts that the caller may see."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var limit: Int?
        package var cursor: String?

        package init(
            limit: Int? = nil, cursor: String? = nil
        ) {
            self.limit = limit
            self.cursor = cursor
        }
    }

    package struct Result: Codable, Sendable {
        package var accounts: [AccountInfo]
        package var nextCursor: String?

        package init(
            accounts: [AccountInfo], nextCursor: String? = nil
        ) {
            self.accounts = accounts
            self.nextCursor = nextCursor
        }
    }

    package static let fields: [String: String] = [
        "limit": "How many at most: 50 when absent, 1,000 at most.",
        "cursor": "`nextCursor` of the page before.",
    ]
    package static let resultFields: [String: String] = [
        "accounts": "One page of accounts.",
        "nextCursor": "Where the next page begins; absent after the last.",
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofVault
    package static let examples = [
        Example(
            "all accounts",
            result: #"""
                {"accounts":[{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z"},"createdAt":"2026-11-22T18:04:00Z"}]}
                """#)
    ]
}
