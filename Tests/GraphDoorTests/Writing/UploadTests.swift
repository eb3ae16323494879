import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("An upload session")
struct UploadTests {
    private static let octets = "application/octet-stream"

    private func rig(_ configure: (inout FactSheet) -> Void = { _ in }) -> WritingRig {
        WritingRig { facts in
            facts.set(Facts.uploadMinimum, to: 10)
            facts.set(Facts.uploadSliceMaximum, to: 8)
            facts.set(Facts.uploadMaximum, to: 1_000)
            configure(&facts)
        }
    }

    private func item(_ size: JSONValue) -> JSONValue {
        ["AttachmentItem": ["attachmentType": "file", "name": "flower", "size": size, "contentType": "image/jpeg"]]
    }

    /// The path and query of a new session's address.
    private func open(_ rig: WritingRig, size: JSONValue) async throws -> (id: String, url: String) {
        let id = try await rig.draft()
        let reply = try await rig.ask("POST", "/me/messages/\(id)/attachments/createUploadSession", item(size))
        #expect(reply.status == 201)
        #expect(reply.json["nextExpectedRanges"] == ["0-"])
        let url = try #require(reply.json["uploadUrl"]?.stringValue)
        return (id, String(url.dropFirst("https://localhost".count)))
    }

    private func put(_ rig: WritingRig, _ url: String, _ bytes: [UInt8], _ range: String) async throws -> WritingReply {
        try await rig.ask(
            "PUT", url, body: bytes, headers: [("Content-Type", Self.octets), ("Content-Range", range)], token: nil)
    }

    @Test("takes slices in order, without a token, and attaches the whole")
    func whole() async throws {
        let rig = rig()
        let (_, url) = try await open(rig, size: 12)
        let first = try await put(rig, url, Array(0..<8), "bytes 0-7/12")
        #expect(first.status == 200)
        #expect(first.json["NextExpectedRanges"] == ["8"])
        let status = try await rig.ask("GET", url, token: nil)
        #expect(status.json["NextExpectedRanges"] == ["8"])
        let last = try await put(rig, url, Array(8..<12), "bytes 8-11/12")
        #expect(last.status == 201)
        #expect(last.bytes.isEmpty)
        #expect(last.headers["Location"]?.contains("/Attachments('AAMk") == true)
        let letter = rig.adele.letter(of: try #require(rig.newest(.drafts)))
        let attachment = try #require(letter.attachments.first)
        guard case .file(.held(let bytes)) = attachment.kind else {
            Issue.record("not a file")
            return
        }
        #expect(bytes == Array(0..<12))
        #expect(attachment.contentType == "image/jpeg")
        // The session is over.
        #expect(try await put(rig, url, [0], "bytes 0-0/12").status == 404)
    }

    @Test(
        "refuses a slice that does not fit",
        arguments: [
            ("bytes 4-11/12", 8, 416), ("bytes 0-7/13", 8, 400), ("bytes 0-7/12", 7, 400), ("bytes 7-0/12", 8, 400),
            ("bytes 0-12/12", 8, 400), ("items 0-7/12", 8, 400), ("bytes */12", 8, 400), ("", 8, 400),
            ("bytes 0-8/12", 9, 413), ("bytes 0-99999999999999999999/12", 8, 400), ("bytes 0-7/*", 8, 400),
        ])
    func misfit(_ range: String, _ count: Int, _ status: Int) async throws {
        let rig = rig()
        let (_, url) = try await open(rig, size: 12)
        #expect(try await put(rig, url, [UInt8](repeating: 1, count: count), range).status == status)
        #expect(try await rig.ask("GET", url, token: nil).json["NextExpectedRanges"] == ["0"])
    }

    @Test("refuses a slice that it has already")
    func again() async throws {
        let rig = rig()
        let (_, url) = try await open(rig, size: 12)
        #expect(try await put(rig, url, Array(0..<8), "bytes 0-7/12").status == 200)
        #expect(try await put(rig, url, Array(0..<8), "bytes 0-7/12").status == 416)
    }

    @Test(
        "is not opened for files of the wrong size",
        arguments: [
            (9, 400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"),
            (1_001, 413, "ErrorAttachmentSizeLimitExceeded"), ("12", 400, "RequestBodyRead"),
            (-1, 400, "RequestBodyRead"),
        ] as [(JSONValue, Int, String)])
    func size(_ size: JSONValue, _ status: Int, _ code: String) async throws {
        let rig = rig()
        let id = try await rig.draft()
        let reply = try await rig.ask("POST", "/me/messages/\(id)/attachments/createUploadSession", item(size))
        #expect(reply.status == status)
        #expect(reply.code == code)
    }

    @Test("is not opened on somebody else's mailbox, unless an app acts for itself")
    func elsewhere() async throws {
        let rig = rig()
        let message: JSONValue = ["subject": "x"]
        let path = "/users/support@contoso.example/messages"
        let id = try await rig.ask("POST", path, message).id
        let action = "\(path)/\(id)/attachments/createUploadSession"
        #expect(try await rig.ask("POST", action, item(12)).status == 403)
        #expect(try await rig.ask("POST", action, item(12), token: "service").status == 201)
    }

    @Test("opens to its own token only")
    func token() async throws {
        let rig = rig()
        let (_, url) = try await open(rig, size: 12)
        #expect(try await put(rig, url + "x", Array(0..<8), "bytes 0-7/12").status == 401)
        let bare = String(url.prefix { $0 != "?" })
        #expect(try await put(rig, bare, Array(0..<8), "bytes 0-7/12").status == 401)
    }

    @Test("ends when it is cancelled, and when its time is over")
    func ends() async throws {
        let rig = rig()
        let (_, cancelled) = try await open(rig, size: 12)
        #expect(try await rig.ask("DELETE", cancelled, token: nil).status == 204)
        #expect(try await rig.ask("GET", cancelled, token: nil).status == 404)
        let (_, expired) = try await open(rig, size: 12)
        rig.sandbox.clock.advance(bySeconds: 3 * 3_600)
        #expect(try await put(rig, expired, Array(0..<8), "bytes 0-7/12").status == 404)
    }

    @Test("is slowed when too much comes")
    func rate() async throws {
        let rig = rig { $0.set(Facts.uploadRate, to: 10) }
        let (_, url) = try await open(rig, size: 16)
        #expect(try await put(rig, url, Array(0..<8), "bytes 0-7/16").status == 200)
        #expect(try await put(rig, url, Array(8..<16), "bytes 8-15/16").status == 429)
        rig.sandbox.clock.advance(bySeconds: 301)
        #expect(try await put(rig, url, Array(8..<16), "bytes 8-15/16").status == 201)
    }

    @Test("finds no room when the others hold it all")
    func capacity() throws {
        let sessions = UploadSessions()
        let now = Timestamp(secondsSince1970: 0)
        let session = { (id: String, size: Int) in
            UploadSession(
                id: id, tokenHash: Redaction.hash("t"), mailbox: SeedPeople.adele, client: SeedApps.graph,
                message: MessageNumber(1), name: "a", contentType: "b", size: size, isInline: false, contentID: nil,
                expiresAt: now.advanced(by: .seconds(60)))
        }
        try sessions.open(session("a", UploadSessions.capacity), at: now)
        #expect(throws: GraphError.self) { try sessions.open(session("b", 1), at: now) }
        try sessions.close("a", token: "t", at: now)
        try sessions.open(session("b", 1), at: now)
    }
}
