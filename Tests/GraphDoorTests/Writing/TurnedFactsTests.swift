import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A fact of writing that is turned round")
struct TurnedFactsTests {
    struct Turn: Sendable, CustomTestStringConvertible {
        let fact: String
        let value: String
        let body: JSONValue
        /// As it is by itself, and turned round.
        let statuses: [Int]
        var testDescription: String { fact }
    }

    @Test(
        "changes how a message may be made",
        arguments: [
            Turn(
                fact: "graph.maximumHeaders", value: "7",
                body: ["internetMessageHeaders": MessageCreationTests.headers(6)],
                statuses: [400, 201]),
            Turn(
                fact: "graph.headerPrefixRule", value: "false",
                body: ["internetMessageHeaders": [["name": "References", "value": "<a@b>"]]], statuses: [400, 201]),
            Turn(
                fact: "graph.emptyHeadersRefused", value: "false", body: ["internetMessageHeaders": []],
                statuses: [400, 201]),
            Turn(
                fact: "graph.unknownPropertiesRefused", value: "false", body: ["colour": "red"], statuses: [400, 201]),
            Turn(
                fact: "graph.readOnlyPropertiesRefused", value: "true", body: ["isDraft": true], statuses: [201, 400]),
            Turn(fact: "graph.bodyCapBytes", value: "10", body: ["subject": "long enough"], statuses: [201, 413]),
        ])
    func creation(_ turn: Turn) async throws {
        #expect(try await WritingRig().ask("POST", "/me/messages", turn.body).status == turn.statuses[0])
        let value = turn.value
        let rig = WritingRig { facts in try? facts.set(turn.fact, to: value) }
        #expect(try await rig.ask("POST", "/me/messages", turn.body).status == turn.statuses[1])
    }

    @Test("lets delivered mail be changed, and old ETags be used")
    func changes() async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.draftOnlyProperties, to: false)
            facts.set(Facts.ifMatch, to: false)
        }
        let reply = try await rig.ask(
            "PATCH", "/me/messages/\(try rig.inboxID())", ["subject": "Mine"], headers: [("If-Match", "W/\"old\"")])
        #expect(reply.json["subject"] == "Mine")
    }

    @Test("keeps a comment out of an answer's draft, and answers 200")
    func replies() async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.commentInReplyDraft, to: false)
            facts.set(Facts.createReplyStatus, to: 200)
        }
        let reply = try await rig.ask(
            "POST", "/me/messages/\(try rig.inboxID())/createReply", ["comment": "Unheard of"])
        #expect(reply.status == 200)
        #expect(reply.json["body"]?["content"]?.stringValue?.contains("Unheard of") == false)
    }

    @Test("believes the From of MIME, and not its Bcc")
    func mime() async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.mimeFromIgnored, to: false)
            facts.set(Facts.mimeBccSends, to: false)
        }
        let mail = { (from: String) in
            "From: \(from)@contoso.example\nTo: bruno@contoso.example\nBcc: x@northwind.example\nSubject: s\n\nhello\n"
        }
        #expect(try await rig.ask("/me/sendMail", mime: mail("chidi")).code == "ErrorSendAsDenied")
        #expect(try await rig.ask("/me/sendMail", mime: mail("adele")).status == 202)
        #expect(rig.sandbox.postOffice.sent.map(\.recipients) == [["bruno@contoso.example"]])
    }

    @Test("lets slices overlap, refuses a token beside the address's own, and opens sessions elsewhere")
    func uploads() async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.uploadMinimum, to: 1)
            facts.set(Facts.uploadInOrder, to: false)
            facts.set(Facts.uploadRefusesAuthorization, to: true)
            facts.set(Facts.uploadElsewhereRefused, to: false)
        }
        let path = "/users/support@contoso.example/messages"
        let id = try await rig.ask("POST", path, ["subject": "x"]).id
        let item: JSONValue = ["AttachmentItem": ["attachmentType": "file", "name": "f", "size": 4]]
        let opened = try await rig.ask("POST", "\(path)/\(id)/attachments/createUploadSession", item)
        let url = String(try #require(opened.json["uploadUrl"]?.stringValue).dropFirst("https://localhost".count))
        let put = { (bytes: [UInt8], range: String, token: String?) in
            try await rig.ask("PUT", url, body: bytes, headers: [("Content-Range", range)], token: token)
        }
        #expect(try await put([0, 1, 2], "bytes 0-2/4", "any").status == 401)
        #expect(try await put([0, 1, 2], "bytes 0-2/4", nil).status == 200)
        #expect(try await put([1, 2, 3], "bytes 1-3/4", nil).status == 201)
    }

    @Test("lets batches be larger and come in order")
    func batches() async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.batchMaximum, to: 30)
            facts.set(Facts.batchShuffled, to: false)
        }
        let requests = (1...25).map { index -> JSONValue in
            ["id": .string("\(index)"), "method": "GET", "url": "/me/mailboxSettings"]
        }
        let reply = try await rig.ask("POST", "/$batch", ["requests": .array(requests)])
        let ids = reply.json["responses"]?.arrayValue?.compactMap { $0["id"]?.stringValue }
        #expect(ids == (1...25).map { "\($0)" })
    }
}
