import Domain
import JSON
import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("A request to Graph")
struct RequestTests {
    @Test("goes to the account's own root, with its token, immutable ids and an id of its own")
    func everyCall() async throws {
        let rig = Rig([.error(503, "ServiceUnavailable"), .json("{}")])
        _ = try await rig.ask(
            GraphCall(
                .get, .mailbox("messages", "AA/A="), query: [("$select", "id,subject"), ("$search", "\"a b&c\"")],
                prefer: [#"outlook.body-content-type="text""#], about: .message))
        let url = "https://graph.example/v1.0/me/messages/AA%2FA%3D?$select=id,subject&$search=%22a%20b%26c%22"
        #expect(rig.http.requests.map(\.url) == [url, url])
        #expect(rig.sent("Authorization") == ["Bearer token-1", "Bearer token-1"])
        #expect(rig.sent("Prefer")[0] == #"IdType="ImmutableId", outlook.body-content-type="text""#)
        #expect(rig.sent("Accept")[0] == "application/json")
        #expect(rig.sent("User-Agent")[0]?.hasPrefix("Postern/") == true)
        #expect(rig.sent("return-client-request-id")[0] == "true")
        let ids = rig.sent("client-request-id").compactMap(\.self)
        #expect(Set(ids).count == 2)
        #expect(ids[0].utf8.count == 36 && Array(ids[0])[14] == "4")
    }

    @Test(
        "may be repeated by the transport only when twice is as good as once",
        arguments: [
            (HTTPRequest.Method.get, true), (.patch, true), (.delete, true), (.post, false),
        ])
    func repeatable(method: HTTPRequest.Method, expected: Bool) async throws {
        let rig = Rig([.json("{}")])
        _ = try await rig.ask(GraphCall(method, .mailbox("messages"), about: .mailbox))
        #expect(rig.http.requests[0].isRepeatable == expected)
    }

    @Test("carries a message as base64 in plain text, JSON as JSON, and nothing as nothing")
    func bodies() async throws {
        let rig = Rig([.json("{}"), .json("{}"), .status(202)])
        for body in [GraphBody.mime(Array("hi".utf8)), .json(["isRead": true]), .empty] {
            _ = try await rig.ask(GraphCall(.post, .mailbox("messages"), body: body, about: .mailbox))
        }
        #expect(rig.sent("Content-Type") == ["text/plain", "application/json", nil])
        let bodies = rig.http.requests.map { $0.body?.withExposed { String(decoding: $0, as: UTF8.self) } }
        #expect(bodies == ["aGk=", #"{"isRead":true}"#, ""])
    }

    @Test(
        "reaches a mailbox by the account's own name for it",
        arguments: [
            (nil, "/v1.0/me/messages"), ("a b@x.example", "/v1.0/users/a%20b%40x.example/messages"),
            ("../me", "/v1.0/users/..%2Fme/messages"),
        ])
    func place(user: String?, path: String) async throws {
        let rig = Rig(user: user, [.json("{}")])
        _ = try await rig.ask(GraphCall(.get, .mailbox("messages"), about: .mailbox))
        #expect(rig.http.requests[0].url == Rig.root + path)
    }

    @Test("is not made where an id is empty or would climb", arguments: ["", ".", ".."])
    func climbing(id: String) async {
        let rig = Rig([])
        #expect(
            await rig.failure(of: GraphCall(.get, .mailbox("messages", id), about: .message))
                == .notFound(what: "message"))
        #expect(rig.http.requests.isEmpty)
    }

    @Test("of an app that acts for itself never names /me")
    func appOnly() async {
        let rig = Rig(isAppOnly: true, [])
        #expect(
            await rig.failure()
                == .unsupported("an app that acts for itself has no mailbox of its own"))
        #expect(rig.http.requests.isEmpty)
    }

    @Test("is not made with a password")
    func password() async {
        let rig = Rig(credentials: .init(.password(Secret("p"))), [])
        guard case .unsupported = await rig.failure() else {
            Issue.record("a password was taken")
            return
        }
    }

    @Test("that only tries whether all is right opens the inbox")
    func verify() async throws {
        let rig = Rig(user: "u@x.example", isAppOnly: true, [.json(#"{"id":"A"}"#)])
        try await rig.channel.verify(until: .after(.seconds(3_600)))
        #expect(rig.http.requests[0].url == Rig.root + "/v1.0/users/u%40x.example/mailFolders/inbox?$select=id")
    }
}
