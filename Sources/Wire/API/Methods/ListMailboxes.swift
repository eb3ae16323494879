package import Domain

/// Lists the mailboxes of an account, parents before children.
package enum ListMailboxes: APIMethod {
    package static let name = "listMailboxes"
    package static let summary = "Lists the mailboxes of an account, parents before children."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var counts: Bool?
        package var hidden: Bool?
        package var timeoutMs: Int?

        package init(
            account: AccountID, counts: Bool? = nil, hidden: Bool? = nil, timeoutMs: Int? = nil
        ) {
            self.account = account
            self.counts = counts
            self.hidden = hidden
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var mailboxes: [Mailbox]

        package init(
            mailboxes: [Mailbox]
        ) {
            self.mailboxes = mailboxes
        }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "counts": "Whether to count messages, which some servers do slowly.",
        "hidden": "Whether to list also those that mail programs do not show; `unsupported` over IMAP.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "mailboxes": "All mailboxes."
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofAccount + [.unsupported]
    package static let examples = [
        Example(
            "with counts",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","counts":true}
                """#,
            result: #"""
                {"mailboxes":[{"path":"INBOX","name":"INBOX","delimiter":"/","role":"inbox","roleSource":"server","selectable":true,"total":3,"unseen":1},{"path":"Sent","name":"Sent","delimiter":"/","role":"sent","roleSource":"server","selectable":true,"total":0,"unseen":0}]}
                """#)
    ]
}
