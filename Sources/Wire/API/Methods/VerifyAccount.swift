package import Domain

/// Tries to sign in at the servers of an account, or of settings that are not saved.
package enum VerifyAccount: APIMethod {
    package static let name = "verifyAccount"
    package static let summary =
        "Tries to sign in at the servers of an account, or of settings that are not saved."
    package static let role = Role.admin

    /// An account that is there, or the settings of one that might be.
    package struct Params: Codable, Sendable {
        package enum Subject: Sendable {
            case account(AccountID)
            case settings(AccountSettings)
        }
        package var subject: Subject
        package var timeoutMs: Int?

        package init(_ subject: Subject, timeoutMs: Int? = nil) {
            self.subject = subject
            self.timeoutMs = timeoutMs
        }

        private enum CodingKeys: CodingKey { case account, timeoutMs }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            if let account = try container.decodeIfPresent(AccountID.self, forKey: .account) {
                subject = .account(account)
            } else {
                subject = .settings(try AccountSettings(from: decoder))
            }
            timeoutMs = try container.decodeIfPresent(Int.self, forKey: .timeoutMs)
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch subject {
            case .account(let account): try container.encode(account, forKey: .account)
            case .settings(let settings): try settings.encode(to: encoder)
            }
            try container.encodeIfPresent(timeoutMs, forKey: .timeoutMs)
        }
    }

    package struct Result: Codable, Sendable {
        package var imap: ServiceCheck?
        package var smtp: ServiceCheck?
        package var graph: ServiceCheck?

        package init(
            imap: ServiceCheck? = nil, smtp: ServiceCheck? = nil, graph: ServiceCheck? = nil
        ) {
            self.imap = imap
            self.smtp = smtp
            self.graph = graph
        }
    }

    package static let fields: [String: String] = AccountSettings.fields.merging([
        "account": "An account that is there.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]) { $1 }
    package static let resultFields: [String: String] = [
        "imap": "Reading.",
        "smtp": "Sending; absent where there is no server to send by.",
        "graph": "The Graph API; absent where the account does not use it.",
    ]
    package static let alternatives = [["account"], ["address", "password", "imap"]]
    package static let errors: [ErrorKind] = [.notFound] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an account",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru"}
                """#,
            result: #"""
                {"imap":{"ok":true},"smtp":{"ok":true}}
                """#),
        Example(
            "settings",
            params: #"""
                {"address":"ann@example.com","password":"correct horse","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"}}
                """#,
            result: #"""
                {"imap":{"ok":true},"smtp":{"ok":false,"error":{"kind":"connectFailed","message":"nobody listens on this port","hint":"check host and port"}}}
                """#),
    ]
}
