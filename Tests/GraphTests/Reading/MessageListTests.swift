import Domain
import JSON
import Mail
import Testing

@testable import Graph

@Suite("A page of messages over Graph")
struct MessageListTests {
    static let row: JSONValue = [
        "id": "AAMk-_=", "conversationId": "C1", "internetMessageId": "<a@b>", "sentDateTime": "2026-01-09T03:15:08Z",
        "receivedDateTime": "2026-01-09T03:15:10.5Z",
        "from": ["emailAddress": ["name": "Ann", "address": "ann@contoso.test"]],
        "toRecipients": [
            ["emailAddress": ["name": "b@contoso.test", "address": "b@contoso.test"]],
            ["emailAddress": ["name": "Team"]],
            ["emailAddress": .null], 7,
        ],
        "ccRecipients": [], "subject": "Hi", "isRead": true, "isDraft": false, "flag": ["flagStatus": "flagged"],
        "categories": ["Red", 1, "Blue"], "hasAttachments": true, "bodyPreview": "Hello",
        "singleValueExtendedProperties": [
            ["id": "Integer 0xe08", "value": "4711"], ["id": "Integer 0x1081", "value": "103"],
        ],
    ]

    static func page(_ listing: MessageListing, _ script: GraphScript) async throws -> MessagePage {
        try await script.mailbox().messages(listing, until: .soon)
    }

    static func inbox(_ answer: GraphScript.Answer) -> GraphScript { GraphScript { _ in answer } }

    @Test("says of each message what IMAP would say")
    func summary() async throws {
        let page = try await Self.page(MessageListing(mailbox: "INBOX", limit: 5), Self.inbox(.page([Self.row])))
        let place = MessageReference(account: GraphScript.account, place: .graph(id: "AAMk-_="))
        #expect(
            page.messages == [
                MessageSummary(
                    id: place.id, mailbox: "INBOX", threadId: "C1", messageId: "<a@b>",
                    date: Timestamp("2026-01-09T03:15:08Z"), receivedAt: Timestamp("2026-01-09T03:15:10Z"),
                    from: [NamedAddress(name: "Ann", address: "ann@contoso.test")],
                    to: [NamedAddress(address: "b@contoso.test"), NamedAddress(name: "Team", address: "")], cc: [],
                    subject: "Hi", size: 4_711, flags: [.seen, .flagged, .answered], keywords: ["Red", "Blue"],
                    hasAttachments: true, preview: "Hello")
            ])
        #expect(page.next == nil && page.total == nil)
    }

    @Test("passes over what is missing or of another type")
    func missing() async throws {
        var wrong: [String: JSONValue] = ["id": "M2"]
        for name in Self.row.objectValue?.keys ?? [:].keys where name != "id" {
            wrong[name] = [["x": 1], .null, 5]
        }
        let nulls = (Self.row.objectValue ?? [:]).mapValues { _ in JSONValue.null }
        let rows: [JSONValue] = [
            ["id": "M1"], .object(wrong), .object(nulls), ["subject": "no id"], ["id": "../x"], ["id": ""], [], 3,
            .null,
        ]
        let page = try await Self.page(MessageListing(mailbox: "INBOX", limit: 50), Self.inbox(.page(rows)))
        #expect(page.messages.count == 2)
        for message in page.messages {
            #expect(message.from.isEmpty && message.subject == nil && message.size == 0 && message.flags.isEmpty)
        }
    }

    @Test(
        "asks for what is wanted, and for nothing else",
        arguments: [
            ([.id, .mailbox], false, "id", nil), ([.subject, .from], false, "id,from,subject", nil),
            ([.size], false, "id", "singleValueExtendedProperties($filter=id eq 'Integer 0x0E08')"),
            (
                [.flags], false, "id,isRead,isDraft,flag",
                "singleValueExtendedProperties($filter=id eq 'Integer 0x1081')"
            ),
            ([.preview], false, "id", nil), ([.preview], true, "id,bodyPreview", nil),
            (
                nil, false,
                "id,conversationId,internetMessageId,sentDateTime,receivedDateTime,from,toRecipients,ccRecipients,"
                    + "subject,isRead,isDraft,flag,categories,hasAttachments",
                "singleValueExtendedProperties($filter=id eq 'Integer 0x0E08' or id eq 'Integer 0x1081')"
            ),
        ] as [(Set<MessageField>?, Bool, String, String?)])
    func fields(_ fields: Set<MessageField>?, preview: Bool, select: String, expand: String?) async throws {
        let script = Self.inbox(.page([]))
        let listing = MessageListing(mailbox: "INBOX", limit: 7, includesPreview: preview, fields: fields)
        _ = try await Self.page(listing, script)
        let query = script.asked[0].query
        #expect(query["$select"] == select && query["$expand"] == expand)
        #expect(query["$top"] == "7" && query["$orderby"] == "receivedDateTime desc" && query["$count"] == nil)
        #expect(query["$filter"] == nil && script.asked[0].prefer.contains("ImmutableId"))
    }

    @Test(
        "is filtered by Graph, what it is sorted by first",
        arguments: [
            (MessageFilter(unseenOnly: true), "receivedDateTime ge 1601-01-01T00:00:00Z and isRead eq false"),
            (MessageFilter(since: Timestamp("2026-01-01T10:00:01Z")), "receivedDateTime ge 2026-01-01T10:00:01Z"),
            (
                MessageFilter(
                    unseenOnly: true, since: Timestamp("2026-01-01T00:00:00Z"),
                    before: Timestamp("2026-02-01T00:00:00Z")),
                "receivedDateTime ge 2026-01-01T00:00:00Z and receivedDateTime lt 2026-02-01T00:00:00Z "
                    + "and isRead eq false"
            ),
            (MessageFilter(before: Timestamp(secondsSince1970: .min / 2)), "receivedDateTime lt 1601-01-01T00:00:00Z"),
            (MessageFilter(since: Timestamp(secondsSince1970: .max / 2)), "receivedDateTime ge 9999-12-31T23:59:59Z"),
        ])
    func filter(_ filter: MessageFilter, expression: String) async throws {
        let script = Self.inbox(.page([], count: 12))
        let page = try await Self.page(
            MessageListing(mailbox: "INBOX", limit: 1, filter: filter, includesTotal: true), script)
        #expect(script.asked[0].query["$filter"] == expression && script.asked[0].query["$count"] == "true")
        #expect(page.total == 12)
    }

    static let link = "\(GraphScript.root)/v1.0/me/mailFolders/inbox/messages?%24select=id&%24skip="

    /// Pages of one message each; those in `empty` have none.
    static func book(pages: Int, empty: Set<Int>) -> GraphScript {
        GraphScript { asked in
            let skip = Int(asked.query["$skip"] ?? "0") ?? 0
            let rows: [JSONValue] = empty.contains(skip) ? [] : [["id": .string("M\(skip)")]]
            return .page(rows, next: skip + 1 < pages ? link + "\(skip + 1)" : nil, count: pages - empty.count)
        }
    }

    @Test("is followed by the next, wherever Graph has empty ones in between")
    func following() async throws {
        let script = Self.book(pages: 7, empty: [0, 2, 3, 6])
        let mailbox = script.mailbox()
        var listing = MessageListing(mailbox: "INBOX", limit: 1, includesTotal: true)
        var found: [Int] = []
        var totals: Set<Int?> = []
        repeat {
            let page = try await mailbox.messages(listing, until: .soon)
            found.append(page.messages.count)
            totals.insert(page.total)
            listing.position = page.next
        } while listing.position != nil
        #expect(found == [1, 1, 1, 0] && totals == [3])
        #expect(
            script.asked.allSatisfy { $0.path == "/mailFolders/inbox/messages" && $0.prefer.contains("ImmutableId") })
    }

    @Test("of nothing but empty ones is given back with a place to go on from")
    func manyEmpty() async throws {
        let page = try await Self.page(
            MessageListing(mailbox: "INBOX", limit: 1), Self.book(pages: 1_000, empty: Set(0..<1_000)))
        #expect(page.messages.isEmpty && page.next != nil)
    }

    @Test("keeps nothing of the root in its position")
    func position() async throws {
        let page = try await Self.page(MessageListing(mailbox: "INBOX", limit: 1), Self.book(pages: 2, empty: []))
        #expect(
            page.next.map { String(decoding: $0, as: UTF8.self) }?.hasPrefix("/me/mailFolders/inbox/messages?") == true)
    }

    @Test(
        "that is no page is an error",
        arguments: [
            GraphScript.Answer.page([row, row]),
            .page([row], next: "https://evil.test/v1.0/me/mailFolders/inbox/messages"),
            .page([row], next: "\(GraphScript.root)/v1.0/me/../users/x/messages"), .page([row], next: "x"),
            .page([row], next: link + String(repeating: "9", count: 10_000)), .init(json: ["value": 7]),
            .init(json: []),
            .init(json: .null),
        ])
    func malformed(_ answer: GraphScript.Answer) async {
        await #expect(throws: MailError.self) {
            try await Self.page(MessageListing(mailbox: "INBOX", limit: 1), Self.inbox(answer))
        }
    }

    @Test("that leads to itself is an error")
    func circle() async throws {
        let mailbox = Self.inbox(.page([Self.row], next: Self.link + "1")).mailbox()
        var listing = MessageListing(mailbox: "INBOX", limit: 1)
        listing.position = try await mailbox.messages(listing, until: .soon).next
        await #expect(throws: MailError.protocolViolation("a page leads to itself")) {
            try await mailbox.messages(listing, until: .soon)
        }
    }

    @Test("from a position that no page gave is refused before anything is asked")
    func forged() async {
        let script = Self.inbox(.page([]))
        let positions = [
            "", "x", "/me/../users/x/messages", "//evil.test/x", "@evil.test/",
            "/me", "/me/messages/%2E%2E/x", "\u{0}",
        ]
        for position in positions {
            let listing = MessageListing(mailbox: "INBOX", limit: 1, position: Array(position.utf8))
            await #expect(throws: MailError.cursorInvalid) { try await Self.page(listing, script) }
        }
        #expect(script.asked.isEmpty)
    }

    @Test(
        "from a position that has grown old says so",
        arguments: [
            (410, "syncStateNotFound"), (400, "ErrorInvalidUrlQuery"), (400, "ErrorExecuteSearchStaleData"),
            (400, "BadRequest"),
        ])
    func stale(status: Int, code: String) async {
        let listing = MessageListing(
            mailbox: "INBOX", limit: 1, position: Array("/me/mailFolders/inbox/messages?$skip=1".utf8))
        await #expect(throws: MailError.cursorExpired) {
            try await Self.page(listing, Self.inbox(.error(status, code)))
        }
    }

    @Test("from a position is not too old because something in between refuses it", arguments: [302, 402, 405])
    func inBetween(status: Int) async {
        let listing = MessageListing(
            mailbox: "INBOX", limit: 1, position: Array("/me/mailFolders/inbox/messages?$skip=1".utf8))
        let error = await #expect(throws: MailError.self) {
            try await Self.page(listing, Self.inbox(GraphScript.Answer(status: status)))
        }
        guard case .refused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("of a mailbox that is gone is no page")
    func gone() async {
        await #expect(throws: MailError.notFound(what: "mailbox")) {
            try await Self.page(MessageListing(mailbox: "INBOX", limit: 1), Self.inbox(.notFound))
        }
    }
}
