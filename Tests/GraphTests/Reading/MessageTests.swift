import Domain
import JSON
import Mail
import Synchronization
import Testing

@testable import Graph

@Suite("A message over Graph")
struct MessageTests {
    static let id = "AAMkAD-_1="
    static let reference = MessageReference(account: GraphScript.account, place: .graph(id: id))

    /// A message with HTML in the folder of clients.
    static let whole: [String: JSONValue] = [
        "id": .string(id), "parentFolderId": "ID-k", "subject": "Hi", "isRead": false,
        "from": ["emailAddress": ["name": "Ann", "address": "ann@contoso.test"]],
        "sender": ["emailAddress": ["name": "Bob", "address": "bob@contoso.test"]],
        "bccRecipients": [["emailAddress": ["address": "c@contoso.test"]]],
        "body": ["contentType": "html", "content": "<p>Grüße</p>"],
        "internetMessageHeaders": [
            ["name": "Subject", "value": "=?utf-8?q?H=C3=A4?="], ["name": "X-Empty"], ["name": "X-A", "value": "1"],
        ],
        "attachments": [
            [
                "@odata.type": "#microsoft.graph.fileAttachment", "id": "AT-1", "name": "logo.png",
                "contentType": "image/png", "size": 4871, "isInline": true, "contentId": "<logo@x>",
            ],
            ["@odata.type": "#microsoft.graph.itemAttachment", "id": "AT-2", "name": "Old", "size": 100],
            [
                "@odata.type": "#microsoft.graph.referenceAttachment", "id": "AT-3", "name": "link",
                "contentType": .null, "size": -4,
            ],
            ["name": "no id"], 7,
        ],
    ]
    static let other: [String: JSONValue] = [
        "id": .string(id), "body": ["contentType": "text", "content": "Grüße"],
        "singleValueExtendedProperties": [
            ["id": "Integer 0xe08", "value": "900"], ["id": "Integer 0x1081", "value": "102"],
            ["id": "String 0x1042", "value": "<p@h>"], ["id": "String 0x1039", "value": "<a@h>\r\n <p@h>"],
        ],
    ]

    /// Answers with the message, its second face where properties are expanded, and the German folders.
    static func script(
        _ whole: [String: JSONValue] = whole, _ other: [String: JSONValue] = other
    ) -> GraphScript {
        GraphScript { asked in
            guard asked.path == "/messages/\(id)" else { return GraphMailboxListTests.german(asked) }
            if asked.method == "PATCH" { return .init(json: .object(whole)) }
            return .init(
                json: .object(asked.query["$expand"]?.hasPrefix("single") == true ? other : whole))
        }
    }

    static func read(_ script: GraphScript, _ reading: MessageReading = MessageReading()) async throws -> Message {
        try await script.mailbox().message(reference, reading, until: .soon)
    }

    @Test("is read whole, by two requests")
    func whole() async throws {
        let script = Self.script()
        let message = try await Self.read(script)
        #expect(script.asked.prefix(2).allSatisfy { $0.path == "/messages/\(Self.id)" && $0.method == "GET" })
        #expect(script.asked.count { $0.path == "/messages/\(Self.id)" } == 2)
        #expect(message.summary.mailbox == "INBOX/Kunden" && message.summary.id == Self.reference.id)
        #expect(message.summary.size == 900 && message.summary.flags == [.answered])
        #expect(message.sender == [NamedAddress(name: "Bob", address: "bob@contoso.test")])
        #expect(message.replyTo == [NamedAddress(name: "Ann", address: "ann@contoso.test")])
        #expect(message.bcc == [NamedAddress(address: "c@contoso.test")])
        #expect(message.inReplyTo == "<p@h>" && message.references == ["<a@h>", "<p@h>"])
        #expect(message.html == MessageText(content: "<p>Grüße</p>", size: 14))
        #expect(message.text == MessageText(content: "Grüße", size: 7))
        #expect(message.headers == nil)
    }

    @Test("has attachments of three kinds")
    func attachments() async throws {
        let message = try await Self.read(Self.script())
        #expect(
            message.attachments == [
                Attachment(
                    id: "AT-1", filename: "logo.png", contentType: "image/png", encodedSize: 4_871, inline: true,
                    contentId: "logo@x"),
                Attachment(
                    id: "AT-2", filename: "Old", contentType: "message/rfc822", kind: .item, encodedSize: 100),
                Attachment(
                    id: "AT-3", filename: "link", contentType: "application/octet-stream", kind: .reference,
                    encodedSize: 0),
            ])
    }

    @Test(
        "is asked for in the types of text that are wanted",
        arguments: [
            (true, true, ["outlook.allow-unsafe-html", #"outlook.body-content-type="text""#], [true, true]),
            (false, true, ["outlook.allow-unsafe-html", ""], [true, false]),
            (true, false, [#"outlook.body-content-type="text""#, ""], [true, false]),
            (false, false, ["", ""], [false, false]),
        ])
    func types(text: Bool, html: Bool, prefer: [String], bodies: [Bool]) async throws {
        let script = Self.script()
        _ = try await Self.read(script, MessageReading(text: text, html: html))
        let asked = script.asked.filter { $0.path == "/messages/\(Self.id)" }
            .sorted { ($0.query["$expand"] ?? "") < ($1.query["$expand"] ?? "") }
        for (member, (prefer, body)) in zip(asked, zip(prefer, bodies)) {
            #expect(member.prefer.contains("ImmutableId") && member.prefer.contains(prefer))
            #expect(member.prefer.contains("outlook") == !prefer.isEmpty)
            #expect(member.query["$select"]?.split(separator: ",").contains("body") == body)
        }
    }

    @Test("that Exchange keeps as text has no HTML")
    func textOnly() async throws {
        var whole = Self.whole
        whole["body"] = ["contentType": "text", "content": "Grüße"]
        let message = try await Self.read(Self.script(whole))
        #expect(message.html == nil && message.text?.content == "Grüße")
        let alone = try await Self.read(Self.script(whole), MessageReading(html: false))
        #expect(alone.text?.content == "Grüße" && alone.html == nil)
    }

    @Test("has texts no longer than is wanted, and says so")
    func cut() async throws {
        let message = try await Self.read(Self.script(), MessageReading(maximumTextBytes: 6))
        #expect(message.text == MessageText(content: "Grüß", size: 7, truncated: true))
        #expect(message.html == MessageText(content: "<p>Gr", size: 14, truncated: true))
    }

    @Test("has its header, decoded, when that is wanted")
    func headers() async throws {
        let script = Self.script()
        let message = try await Self.read(script, MessageReading(headers: true))
        #expect(message.headers == [HeaderField(name: "Subject", value: "Hä"), HeaderField(name: "X-A", value: "1")])
        #expect(script.asked.contains { $0.query["$select"]?.contains("internetMessageHeaders") == true })
        var draft = Self.whole
        draft["internetMessageHeaders"] = .null
        #expect(try await Self.read(Self.script(draft), MessageReading(headers: true)).headers == [])
    }

    @Test("is marked as seen when that is asked for, and only if it was not")
    func markSeen() async throws {
        let script = Self.script()
        let message = try await Self.read(script, MessageReading(markSeen: true))
        #expect(message.summary.flags == [.seen, .answered])
        #expect(script.asked.last?.method == "PATCH" && script.asked.last?.body == ["isRead": true])
        var seen = Self.whole
        seen["isRead"] = true
        let read = Self.script(seen)
        #expect(try await Self.read(read, MessageReading(markSeen: true)).summary.flags == [.seen, .answered])
        let untouched = Self.script()
        _ = try await Self.read(untouched)
        #expect(!(read.asked + untouched.asked).contains { $0.method != "GET" })
    }

    @Test("that tells next to nothing of itself is a message all the same")
    func bare() async throws {
        let bare: [String: JSONValue] = ["id": .string(Self.id), "body": .null, "attachments": .null]
        let message = try await Self.read(Self.script(bare, bare), MessageReading(headers: true))
        #expect(message.summary.mailbox == "" && message.text == nil && message.html == nil)
        #expect(message.attachments.isEmpty && message.replyTo.isEmpty && message.references.isEmpty)
    }

    @Test("has all of its attachments, also those that come by further pages")
    func manyAttachments() async throws {
        var whole = Self.whole
        let link = "\(GraphScript.root)/v1.0/me/messages/\(Self.id)/attachments?$skip="
        whole["attachments@odata.nextLink"] = .string(link + "3")
        let shown = whole
        let script = GraphScript { asked in
            guard asked.path.hasSuffix("/attachments") else { return Self.script(shown).answer(asked) }
            let skip = Int(asked.query["$skip"] ?? "") ?? 0
            return .page([["id": .string("AT-\(skip + 1)")]], next: skip < 5 ? link + "\(skip + 1)" : nil)
        }
        #expect(try await Self.read(script).attachments.map(\.id) == ["AT-1", "AT-2", "AT-3", "AT-4", "AT-5", "AT-6"])
    }

    @Test("in a folder that no list shows has that folder's name, which is asked for once")
    func outside() async throws {
        var whole = Self.whole
        whole["parentFolderId"] = "ID-out"
        let shown = whole
        let script = GraphScript { asked in
            asked.path == "/mailFolders/ID-out"
                ? .init(json: ["displayName": "Doppelt"]) : Self.script(shown).answer(asked)
        }
        let mailbox = script.mailbox()
        for _ in 0..<3 {
            let message = try await mailbox.message(Self.reference, MessageReading(), until: .soon)
            #expect(message.summary.mailbox == "Doppelt%.ID-out")
        }
        #expect(script.asked.count { $0.path == "/mailFolders/ID-out" } == 1)
        #expect(script.asked.count { $0.path == "/mailFolders" } == 1)
    }

    @Test("that is gone, or another account's, or IMAP's, is not found")
    func absent() async {
        let script = GraphScript { _ in .notFound }
        await #expect(throws: MailError.notFound(what: "message", .movedOrDeleted)) { try await Self.read(script) }
        let asked = script.asked.count
        let places: [(AccountID, MessageReference.Place)] = [
            (AccountID(unchecked: "acc_two"), .graph(id: Self.id)),
            (GraphScript.account, .imap(mailbox: "INBOX", uidValidity: 1, uid: 1)),
            (GraphScript.account, .graph(id: "../users/x")), (GraphScript.account, .graph(id: "")),
        ]
        for (account, place) in places {
            let reference = MessageReference(account: account, place: place)
            await #expect(throws: MailError.self) {
                try await script.mailbox().message(reference, MessageReading(), until: .soon)
            }
        }
        #expect(script.asked.count == asked)
    }

    @Test("whose answer is a list, because its id was the name of a function, is no message")
    func function() async {
        let script = GraphScript { _ in .page([.object(Self.whole)]) }
        let reference = MessageReference(account: GraphScript.account, place: .graph(id: "delta"))
        await #expect(throws: MailError.self) {
            try await script.mailbox().message(reference, MessageReading(), until: .soon)
        }
    }
}
