import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("Attachments")
struct AttachmentReadingTests {
    private static func rig() throws -> (ReadingRig, String) {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Own")
        let inner = "From: ann@x.example\r\nSubject: Inner\r\nMessage-ID: <i@x>\r\n\r\nHi\r\n"
        let message = try rig.add("With", to: folder) { letter in
            func part(_ number: UInt32, _ name: String, _ type: String, _ kind: LetterAttachment.Kind)
                -> LetterAttachment
            {
                LetterAttachment(number: number, name: name, contentType: type, modifiedAt: letter.sentAt, kind: kind)
            }
            letter.attachments = [
                part(1, "hi.txt", "text/plain", .file(.held([104, 105]))),
                part(2, "big.bin", "application/octet-stream", .file(.grown(seed: 9, count: 150_000_001))),
                part(3, "Inner", "message/rfc822", .item(.held(Array(inner.utf8)))),
                part(4, "doc", "application/vnd", .reference(url: "https://drive.example/doc")),
            ]
        }
        return (rig, "/me/messages/\(rig.id(of: message))/attachments")
    }

    @Test("are listed without their bytes, and one is shown with them")
    func files() async throws {
        let (rig, path) = try Self.rig()
        let list = await rig.get(path)
        #expect(list.rows.count == 4)
        #expect(list.rows.allSatisfy { $0["contentBytes"] == nil })
        #expect(
            list.rows.compactMap { $0["@odata.type"]?.stringValue } == [
                "#microsoft.graph.fileAttachment", "#microsoft.graph.fileAttachment",
                "#microsoft.graph.itemAttachment", "#microsoft.graph.referenceAttachment",
            ])
        #expect((list.rows[0]["size"]?.integerValue ?? 0) >= 2)
        let one = await rig.get("\(path)/\(list.ids[0])")
        #expect(one.json["contentBytes"] == "aGk=")
        #expect(one.json["@odata.mediaContentType"] == "text/plain")
        let value = await rig.get("\(path)/\(list.ids[0])/$value")
        #expect(value.text == "hi")
        #expect(value.headers["Content-Type"] == "text/plain")
        #expect(await rig.get("\(path)/$count").text == "4")
        #expect(await rig.get("\(path)?$filter=nonsense").status == 200)
    }

    @Test("of 150 MB are written into the answer piece by piece")
    func large() async throws {
        let (rig, path) = try Self.rig()
        let id = await rig.get(path).ids[1]
        var request = WebRequest(method: "GET", path: "/v1.0\(path)/\(id)")
        request.headers["Authorization"] = "Bearer adele"
        let response = await rig.door.answer(request)
        guard case .made(let count, let read) = response.body else {
            Issue.record("the bytes were held")
            return
        }
        #expect(count > 200_000_000)
        let end = String(decoding: read(count - 10..<count), as: UTF8.self)
        #expect(end.hasSuffix("==\"}"))
        #expect(read(0..<1) == [UInt8(ascii: "{")])
    }

    @Test("keep their bytes in lists and in their messages, or the answer is refused whole")
    func held() async throws {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Own")
        func add(_ count: Int) throws -> StoredMessage {
            try rig.add("With", to: folder) { letter in
                letter.attachments = [
                    LetterAttachment(
                        number: 1, name: "a.bin", contentType: "application/octet-stream", modifiedAt: letter.sentAt,
                        kind: .file(.grown(seed: 9, count: count)))
                ]
            }
        }
        let (small, large) = (rig.id(of: try add(5_000_000)), rig.id(of: try add(AttachmentRoom.most + 1)))
        let all = "/me/mailFolders/\(rig.id(ofFolder: folder))/messages"
        let bytes = await rig.get("/me/messages/\(small)/attachments?$select=contentBytes").rows.first?["contentBytes"]
        #expect(bytes?.stringValue?.utf8.count == 6_666_668)
        let inside = await rig.get("/me/messages/\(small)?$expand=attachments").json["attachments"]?[0]?["contentBytes"]
        #expect(inside == bytes)
        for target in [
            "/me/messages/\(large)/attachments?$select=contentBytes", "/me/messages/\(large)?$expand=attachments",
            "\(all)?$expand=attachments", "\(all)/delta?$expand=attachments",
        ] { #expect(await rig.get(target).status == 504) }
        #expect(await rig.get("\(all)?$expand=attachments($select=name)").rows.count == 2)
    }

    @Test("that are messages show them when expanded, and their MIME at $value")
    func items() async throws {
        let (rig, path) = try Self.rig()
        let id = await rig.get(path).ids[2]
        let plain = await rig.get("\(path)/\(id)")
        #expect(plain.json["item"] == nil)
        let expanded = await rig.get("\(path)/\(id)?$expand=microsoft.graph.itemattachment/item")
        #expect(expanded.json["item"]?["subject"] == "Inner")
        #expect(expanded.json["item"]?["@odata.type"] == "#microsoft.graph.message")
        #expect(await rig.get("\(path)/\(id)/$value").text.contains("Subject: Inner"))
    }

    @Test("that are links have no value")
    func references() async throws {
        let (rig, path) = try Self.rig()
        let id = await rig.get(path).ids[3]
        #expect(await rig.get("\(path)/\(id)/$value").status == 405)
        #expect(await rig.get("\(path)/\(id)").json["contentBytes"] == nil)
    }

    @Test("of another message are not found")
    func elsewhere() async throws {
        let (rig, path) = try Self.rig()
        let id = await rig.get(path).ids[0]
        let other = try #require(await rig.get("/me/mailFolders/archive/messages?$top=1").ids.first)
        #expect(await rig.get("/me/messages/\(other)/attachments/\(id)").code == "ErrorItemNotFound")
        #expect(await rig.get("\(path)/nonsense").code == "ErrorInvalidIdMalformed")
    }
}

@Suite("Bytes in base64 between two pieces of JSON")
struct Base64MemberTests {
    @Test("read the same in whichever pieces", arguments: [0, 1, 2, 3, 4, 5, 6, 7, 100])
    func pieces(_ count: Int) {
        let source = AttachmentBytes.grown(seed: 4, count: count)
        let member = Base64Member(before: Array("{\"b\":\"".utf8), source, after: Array("\"}".utf8))
        let whole = member.read(0..<member.count)
        #expect(String(decoding: whole, as: UTF8.self) == "{\"b\":\"\(Base64(source.read(0..<count)).text)\"}")
        for size in [1, 3, 5, 7] {
            var pieces: [UInt8] = []
            for start in stride(from: 0, to: member.count, by: size) {
                pieces += member.read(start..<min(start + size, member.count))
            }
            #expect(pieces == whole)
        }
    }
}
