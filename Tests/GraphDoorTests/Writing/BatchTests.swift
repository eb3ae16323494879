import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A batch")
struct BatchTests {
    private func patch(_ id: String, _ message: String, after: [JSONValue] = []) -> JSONValue {
        [
            "id": .string(id), "method": "PATCH", "url": .string("/me/messages/\(message)"),
            "headers": ["Content-Type": "application/json"], "body": ["isRead": true], "dependsOn": .array(after),
        ]
    }

    private func responses(_ reply: WritingReply) -> [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for response in reply.json["responses"]?.arrayValue ?? [] {
            found[response["id"]?.stringValue ?? ""] = response
        }
        return found
    }

    @Test("answers each member, in no order but always the same one")
    func members() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        let batch: JSONValue = ["requests": .array((1...6).map { patch("\($0)", $0 == 3 ? "bad" : id) })]
        let reply = try await rig.ask("POST", "/$batch", batch)
        #expect(reply.status == 200)
        let ids = try #require(reply.json["responses"]?.arrayValue).compactMap { $0["id"]?.stringValue }
        #expect(ids.sorted() == ["1", "2", "3", "4", "5", "6"])
        #expect(ids != ids.sorted())
        #expect(responses(reply)["3"]?["status"] == 400)
        #expect(responses(reply)["1"]?["body"]?["isRead"] == true)
        let again = try await rig.ask("POST", "/$batch", batch)
        #expect(again.json["responses"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == ids)
    }

    @Test("leaves out what depends on a member that failed")
    func dependencies() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        let reply = try await rig.ask(
            "POST", "/$batch",
            [
                "requests": [
                    patch("c", id, after: ["b"]), patch("b", id, after: ["a"]), patch("a", "bad"), patch("d", id),
                ]
            ])
        let found = responses(reply)
        #expect(found["a"]?["status"] == 400)
        #expect(found["b"]?["status"] == 424)
        #expect(found["c"]?["status"] == 424)
        #expect(found["d"]?["status"] == 200)
        #expect(found["b"]?["body"]?["error"]?["innerError"]?["request-id"] != nil)
    }

    @Test(
        "is refused as a whole when it is malformed",
        arguments: [
            [:], ["requests": []], ["requests": [["method": "GET", "url": "/me"]]],
            ["requests": [["id": "1", "method": "BREW", "url": "/me"]]],
            ["requests": [["id": "1", "method": "GET", "url": "https://x.example/me"]]],
            ["requests": [["id": "1", "method": "GET", "url": "/me"], ["id": "1", "method": "GET", "url": "/me"]]],
            ["requests": [["id": "1", "method": "GET", "url": "/me", "dependsOn": ["2"]]]],
            [
                "requests": [
                    ["id": "1", "method": "GET", "url": "/me", "dependsOn": ["2"]],
                    ["id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"]],
                ]
            ],
            ["requests": [["id": "1", "method": "POST", "url": "/$batch"]]],
            ["requests": [["id": "1", "method": "POST", "url": "%24batch"]]],
            ["requests": [["id": "1", "method": "POST", "url": "/me/messages", "body": ["subject": "x"]]]],
            ["requests": .array((1...21).map { ["id": .string("\($0)"), "method": "GET", "url": "/me"] })],
        ] as [JSONValue])
    func malformed(_ batch: JSONValue) async throws {
        let reply = try await WritingRig().ask("POST", "/$batch", batch)
        #expect(reply.status == 400)
        #expect(reply.code == "BadRequest")
    }

    @Test("carries bodies that are no JSON in base64")
    func mime() async throws {
        let rig = WritingRig()
        let mime = Base64(Array("To: a@b.example\r\nSubject: In a batch\r\n\r\nx".utf8)).text
        let reply = try await rig.ask(
            "POST", "/$batch",
            [
                "requests": [
                    [
                        "id": "1", "method": "POST", "url": "/me/messages", "headers": ["Content-Type": "text/plain"],
                        "body": .string(Base64(Array(mime.utf8)).text),
                    ]
                ]
            ])
        #expect(responses(reply)["1"]?["body"]?["subject"] == "In a batch")
    }

    @Test("is answered 200 with some members throttled when a fault says so")
    func fault() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        rig.sandbox.faults.set(Fault(.batchThrottled, ["count": 2, "retryAfter": "7.5"]))
        let batch: JSONValue = ["requests": [patch("1", id), patch("2", id), patch("3", id)]]
        let reply = try await rig.ask("POST", "/$batch", batch)
        #expect(reply.status == 200)
        let throttled = responses(reply).values.filter { $0["status"] == 429 }
        #expect(throttled.count == 2)
        #expect(throttled.allSatisfy { $0["headers"]?["Retry-After"] == "7.5" })
    }

    @Test("has four members of a mailbox run and the others come back, when the fact is turned round")
    func concurrency() async throws {
        let rig = WritingRig { $0.set(Facts.batchConcurrency, to: true) }
        let id = try rig.inboxID()
        let reply = try await rig.ask("POST", "/$batch", ["requests": .array((1...7).map { patch("\($0)", id) })])
        #expect(responses(reply).values.count { $0["status"] == 429 } == 3)
    }

    @Test("authorises its members one by one")
    func authorised() async throws {
        let rig = WritingRig()
        rig.sandbox.tokens.keep("sender", rig.grant(.person(SeedPeople.adele), SeedApps.graph, scopes: ["Mail.Send"]))
        let reply = try await rig.ask("POST", "/$batch", ["requests": [patch("1", try rig.inboxID())]], token: "sender")
        #expect(reply.status == 200)
        #expect(responses(reply)["1"]?["status"] == 403)
    }
}
