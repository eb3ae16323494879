package import Domain

/// Lists messages of a mailbox, newest first, without their bodies.
package enum ListMessages: APIMethod {
    package static let name = "listMessages"
    package static let summary = "Lists messages of a mailbox, newest first, without their bodies."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var mailbox: String?
        package var limit: Int?
        package var cursor: String?
        package var unseen: Bool?
        package var since: Timestamp?
        package var before: Timestamp?
        package var include: [MessageInclusion]?
        package var fields: [MessageField]?
        package var timeoutMs: Int?

        package init(
            account: AccountID, mailbox: String? = nil, limit: Int? = nil, cursor: String? = nil, unseen: Bool? = nil,
            since: Timestamp? = nil, before: Timestamp? = nil, include: [MessageInclusion]? = nil,
            fields: [MessageField]? = nil, timeoutMs: Int? = nil
        ) {
            self.account = account
            self.mailbox = mailbox
            self.limit = limit
            self.cursor = cursor
            self.unseen = unseen
            self.since = since
            self.before = before
            self.include = include
            self.fields = fields
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var messages: [MessageListItem]
        package var nextCursor: String?
        package var total: Int?

        package init(
            messages: [MessageListItem], nextCursor: String? = nil, total: Int? = nil
        ) {
            self.messages = messages
            self.nextCursor = nextCursor
            self.total = total
        }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "mailbox": "The path of the mailbox; `INBOX` when absent.",
        "limit": "How many at most: 50 when absent, 1,000 at most.",
        "cursor": "`nextCursor` of the page before.",
        "unseen": "True: only messages that were not read.",
        "since": "Only messages received at this moment or later.",
        "before": "Only messages received before this moment.",
        "include": "What is told only when asked for.",
        "fields": "Which members of each message are wanted; all when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "messages":
            "One page. A message holds the members that `fields` names, as far as it has them; without "
            + "`fields` it holds all it has, and always `id`, `mailbox`, `from`, `to`, `cc`, `size`, `flags`, "
            + "`keywords` and `hasAttachments`.",
        "nextCursor": "Where the next page begins; absent after the last.",
        "total": "How many messages match, when asked for.",
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofAccount + [.cursorExpired, .unsupported]
    package static let examples = [
        Example(
            "the newest",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","limit":1}
                """#,
            result: #"""
                {"messages":[{"id":"msg_AWFjY19tenh3Nnl0Ym9pAAAADwAAAAEFSU5CT1g","mailbox":"INBOX","messageId":"<1@example.com>","date":"2026-11-22T17:59:58Z","receivedAt":"2026-11-22T18:00:00Z","from":[{"name":"Bob","address":"bob@example.com"}],"to":[{"address":"ann@example.com"}],"cc":[],"subject":"Lunch?","size":12345,"flags":["seen"],"keywords":[],"hasAttachments":true}],"nextCursor":"Zm9vYmFy"}
                """#),
        Example(
            "only what is needed",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","unseen":true,"fields":["id","subject"],"include":["total"]}
                """#,
            result: #"""
                {"messages":[{"id":"msg_AWFjY19tenh3Nnl0Ym9pAAAADwAAAAEFSU5CT1g","subject":"Lunch?"}],"total":1}
                """#),
    ]
}
