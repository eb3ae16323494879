/// Adds an account that signs in by password over IMAP and SMTP.
package enum AddAccount: APIMethod {
    package static let name = "addAccount"
    package static let summary = "Adds an account that signs in by password over IMAP and SMTP."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var settings: AccountSettings
        package var verify: Bool?
        package var timeoutMs: Int?

        package init(settings: AccountSettings, verify: Bool? = nil, timeoutMs: Int? = nil) {
            self.settings = settings
            self.verify = verify
            self.timeoutMs = timeoutMs
        }

        private enum CodingKeys: CodingKey { case verify, timeoutMs }

        package init(from decoder: any Decoder) throws {
            settings = try AccountSettings(from: decoder)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            verify = try container.decodeIfPresent(Bool.self, forKey: .verify)
            timeoutMs = try container.decodeIfPresent(Int.self, forKey: .timeoutMs)
        }

        package func encode(to encoder: any Encoder) throws {
            try settings.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(verify, forKey: .verify)
            try container.encodeIfPresent(timeoutMs, forKey: .timeoutMs)
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

    package static let fields: [String: String] = AccountSettings.fields.merging([
        "verify": "Whether to sign in at the servers before saving; true when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]) { $1 }
    package static let resultFields: [String: String] = [
        "account": "The account."
    ]
    package static let errors: [ErrorKind] =
        [.alreadyExists, .signInRequired] + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "a mailbox",
            params: #"""
                {"address":"ann@example.com","password":"correct horse","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"}}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"password","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":true,"stableIds":false,"hiddenMailboxes":false,"plainText":"part","source":"stored","sending":[{"by":"smtp","envelope":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#)
    ]
}
