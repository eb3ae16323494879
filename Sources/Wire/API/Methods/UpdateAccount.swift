package import Domain

/// Changes an account; what is absent stays.
package enum UpdateAccount: APIMethod {
    package static let name = "updateAccount"
    package static let summary = "Changes an account; what is absent stays."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var change: AccountChange
        package var verify: Bool?
        package var timeoutMs: Int?

        package init(account: AccountID, change: AccountChange, verify: Bool? = nil, timeoutMs: Int? = nil) {
            self.account = account
            self.change = change
            self.verify = verify
            self.timeoutMs = timeoutMs
        }

        private enum CodingKeys: CodingKey { case account, verify, timeoutMs }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            account = try container.decode(AccountID.self, forKey: .account)
            verify = try container.decodeIfPresent(Bool.self, forKey: .verify)
            timeoutMs = try container.decodeIfPresent(Int.self, forKey: .timeoutMs)
            change = try AccountChange(from: decoder)
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(account, forKey: .account)
            try container.encodeIfPresent(verify, forKey: .verify)
            try container.encodeIfPresent(timeoutMs, forKey: .timeoutMs)
            try change.encode(to: encoder)
        }
    }

    package struct Result: Codable, Sendable {
        package var account: AccountInfo

        package init(account: AccountInfo) { self.account = account }
    }

    package static let fields: [String: String] = AccountChange.fields.merging([
        "account": "The account.",
        "verify": "Whether to sign in at the servers before saving, where that may change; true when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]) { $1 }
    package static let resultFields: [String: String] = [
        "account": "The account as it is now."
    ]
    package static let errors: [ErrorKind] = [.alreadyExists, .conflict] + ErrorKind.ofAccount
    package static let examples = [
        Example(
            "another sender and another name",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","name":"Ann (sales)","address":"sales@example.com"}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","name":"Ann (sales)","address":"sales@example.com","username":"ann@example.com","authentication":"oauth","app":"app_ge3dmnzygm4tqmrtgu4dinzs","identity":{"tenant":"99999999-8888-7777-6666-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","username":"ann@example.com","name":"Ann"},"imap":{"host":"outlook.office365.com","port":993,"security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":false,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"rendered","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"signedInAt":"2026-11-22T18:04:00Z","resources":[{"resource":"mail","grantedScopes":["https://outlook.office.com/IMAP.AccessAsUser.All","https://outlook.office.com/SMTP.Send"],"missingScopes":[],"tokenExpiresAt":"2026-11-22T19:04:00Z","lastSuccessAt":"2026-11-22T18:04:00Z"}]},"createdAt":"2026-11-22T18:04:00Z"}}
                """#)
    ]
}
