import Domain
import JSON
import Mail
import Synchronization
import Testing

@testable import Graph

@Suite("Content over Graph")
struct ContentTests {
    final class Sink: ContentSink {
        let bytes = Mutex<[UInt8]>([])
        func write(_ piece: [UInt8]) async throws(MailError) { bytes.withLock { $0 += piece } }
    }
    static let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test("of a message passes byte for byte")
    func source() async throws {
        let script = GraphScript { $0.path == "/messages/M1/$value" ? .init(bytes: Self.bytes) : .notFound }
        let sink = Sink()
        let reference = MessageReference(account: GraphScript.account, place: .graph(id: "M1"))
        try await script.mailbox().source(of: reference, into: sink, until: .soon)
        #expect(sink.bytes.withLock { $0 } == Self.bytes)
    }

    static func attachment(_ id: String, _ script: GraphScript) async throws -> [UInt8] {
        let sink = Sink()
        let reference = MessageReference(account: GraphScript.account, place: .graph(id: "M1"))
        try await script.mailbox().attachment(id, of: reference, into: sink, until: .soon)
        return sink.bytes.withLock { $0 }
    }

    @Test("of an attachment passes byte for byte, in one request")
    func attachment() async throws {
        let script = GraphScript {
            $0.path == "/messages/M1/attachments/AT-1/$value" ? .init(bytes: Self.bytes) : .notFound
        }
        #expect(try await Self.attachment("AT-1", script) == Self.bytes)
        #expect(script.asked.count == 1)
    }

    @Test(
        "of an attachment may be nothing, when it is asked for in the other way as well",
        arguments: ["", nil] as [String?])
    func empty(contentBytes: String?) async throws {
        let script = GraphScript { asked in
            asked.path.hasSuffix("$value")
                ? .init(bytes: [])
                : .init(json: [
                    "@odata.type": "#microsoft.graph.fileAttachment", "id": "AT-1",
                    "contentBytes": contentBytes.map { .string($0) } ?? .null,
                ])
        }
        #expect(try await Self.attachment("AT-1", script).isEmpty)
        #expect(script.asked.count == 2)
    }

    @Test("of an attachment that came as nothing is asked for once more, and is no empty file then")
    func emptyAnswer() async throws {
        let script = GraphScript { asked in
            asked.path.hasSuffix("$value")
                ? .init(bytes: [])
                : .init(json: ["@odata.type": "#microsoft.graph.fileAttachment", "id": "AT-1", "contentBytes": "aGk="])
        }
        do {
            _ = try await Self.attachment("AT-1", script)
            Issue.record("it was had")
        } catch MailError.unavailable {
            #expect(script.asked.count == 3)
        } catch {
            Issue.record(error)
        }
    }

    @Test("of an attachment that is a link is not to be had", arguments: [400, 404, 405])
    func reference(status: Int) async {
        let script = GraphScript { asked in
            asked.path.hasSuffix("$value")
                ? .error(status, "ErrorInvalidRequest")
                : .init(json: ["@odata.type": "#microsoft.graph.referenceAttachment", "id": "AT-1"])
        }
        do {
            _ = try await Self.attachment("AT-1", script)
            Issue.record("it was had")
        } catch MailError.unsupported(let reason) {
            #expect(reason.contains("link"))
        } catch {
            Issue.record(error)
        }
    }

    @Test("of an attachment that is gone is not found, and of what cannot be one nothing is asked")
    func absent() async {
        let script = GraphScript { _ in .notFound }
        await #expect(throws: MailError.notFound(what: "attachment", .movedOrDeleted)) {
            try await Self.attachment("AT-1", script)
        }
        let asked = script.asked.count
        for id in ["", "../AT-1", "AT/1", "AT-1/$value", "AT 1", String(repeating: "A", count: 1_025)] {
            await #expect(throws: MailError.notFound(what: "attachment")) { try await Self.attachment(id, script) }
        }
        #expect(script.asked.count == asked)
    }

    @Test("cannot be filed")
    func append() async {
        let script = GraphScript { _ in .notFound }
        do throws(MailError) {
            try await script.mailbox().append([1], toMailboxWith: .sent, flags: [], until: .soon)
            Issue.record("it was filed")
        } catch {
            guard case .unsupported(let reason) = error else {
                Issue.record(error)
                return
            }
            #expect(reason.contains("draft"))
        }
        #expect(script.asked.isEmpty)
    }
}

@Suite("A message that is looked for over Graph")
struct FindingTests {
    static func find(
        _ messageID: String, _ role: MailboxRole, _ script: GraphScript, overrides: [MailboxRole: String] = [:]
    ) async throws -> MessageReference? {
        let messageID = try #require(InternetMessageID(rawValue: messageID))
        return try await script.mailbox(overrides: overrides).find(messageID, inMailboxWith: role, until: .soon)
    }

    @Test("is found by its identifier, whose quotes end nothing")
    func found() async throws {
        let script = GraphScript { _ in .page([["id": "M7"]]) }
        let found = try await Self.find("<o'b'@h>", .sent, script)
        #expect(found == MessageReference(account: GraphScript.account, place: .graph(id: "M7")))
        #expect(script.asked[0].path == "/mailFolders/sentitems/messages")
        #expect(script.asked[0].query["$filter"] == "internetMessageId eq '<o''b''@h>'")
    }

    @Test("is not there when Graph has none, or no such folder")
    func absent() async throws {
        #expect(try await Self.find("<a@h>", .sent, GraphScript { _ in .page([]) }) == nil)
        #expect(try await Self.find("<a@h>", .archive, GraphScript { _ in .notFound }) == nil)
        let untouched = GraphScript { _ in .notFound }
        #expect(try await Self.find("<a@h>", .flagged, untouched) == nil && untouched.asked.isEmpty)
    }

    @Test("is looked for where the account says that this role is")
    func override() async throws {
        let script = GraphScript { asked in
            asked.path == "/mailFolders/ID-k/messages" ? .page([["id": "M7"]]) : GraphMailboxListTests.german(asked)
        }
        #expect(try await Self.find("<a@h>", .sent, script, overrides: [.sent: "INBOX/Kunden"]) != nil)
        #expect(try await Self.find("<a@h>", .sent, script, overrides: [.sent: "fehlt"]) == nil)
    }

    @Test("is unknown, not absent, when Graph cannot be asked")
    func refused() async {
        await #expect(throws: MailError.self) {
            try await Self.find("<a@h>", .sent, GraphScript { _ in .error(403, "ErrorAccessDenied") })
        }
    }
}
