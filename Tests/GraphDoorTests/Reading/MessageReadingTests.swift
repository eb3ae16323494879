import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("One message")
struct MessageReadingTests {
    private static func rig(
        _ configure: (inout FactSheet) -> Void = { _ in }
    ) throws -> (ReadingRig, plain: String, html: String) {
        let rig = ReadingRig(messages: 0, configure)
        let folder = try rig.folder("Own")
        let plain = try rig.add("Plain", to: folder) { $0.body = LetterBody(.text, "a < b") }
        let html = try rig.add("Rich", to: folder) {
            $0.body = LetterBody(.html, "<p>Hello<script>alert(1)</script></p>")
            $0.bcc = [NamedAddress(address: "hidden@x.example")]
            $0.extraHeaders = [HeaderField(name: "x-own", value: "1")]
        }
        return (rig, "/me/messages/\(rig.id(of: plain))", "/me/messages/\(rig.id(of: html))")
    }

    private func body(_ reply: WritingReply) -> (type: String?, content: String?) {
        (reply.json["body"]?["contentType"]?.stringValue, reply.json["body"]?["content"]?.stringValue)
    }

    @Test("shows its body in the type that is asked for, without scripts unless they are allowed")
    func bodies() async throws {
        let (rig, plain, html) = try Self.rig()
        #expect(body(await rig.get(plain)) == ("text", "a < b"))
        let text = body(await rig.get(html, prefer: "outlook.body-content-type=\"text\""))
        #expect(text.type == "text")
        #expect(text.content?.contains("Hello") == true)
        #expect(text.content?.contains("<") == false)
        let asHTML = body(await rig.get(plain, prefer: "outlook.body-content-type=\"html\""))
        #expect(asHTML.type == "html")
        #expect(asHTML.content?.contains("a &lt; b") == true)
        #expect(body(await rig.get(html)).content?.contains("script") == false)
        #expect(body(await rig.get(html, prefer: "outlook.allow-unsafe-html")).content?.contains("script") == true)
    }

    @Test("can show every body as HTML, and unsanitised, when the facts are so")
    func facts() async throws {
        let (rig, plain, html) = try Self.rig {
            $0.set(Facts.bodyTypeByDefault, to: .html)
            $0.set(Facts.bodiesSanitised, to: false)
        }
        #expect(body(await rig.get(plain)).type == "html")
        #expect(body(await rig.get(html)).content?.contains("script") == true)
    }

    @Test("shows its headers and what is unique in it only when they are selected")
    func selected() async throws {
        let (rig, _, html) = try Self.rig()
        let plain = await rig.get(html)
        #expect(plain.json["internetMessageHeaders"] == nil)
        #expect(plain.json["uniqueBody"] == nil)
        let reply = await rig.get("\(html)?$select=subject,uniqueBody,internetMessageHeaders")
        #expect(reply.json["uniqueBody"]?["contentType"] == "html")
        let names = reply.json["internetMessageHeaders"]?.arrayValue?.compactMap {
            $0["name"]?.stringValue.map { $0.lowercased() }
        }
        #expect(names?.contains("x-own") == true)
        #expect(names?.contains("subject") == true)
        #expect(reply.json["body"] == nil)
        #expect(await rig.get("\(html)?$select=colour").code == "RequestBroker--ParseUri")
    }

    @Test("is MIME at $value, with Bcc only where the fact lets it be")
    func value() async throws {
        for isOwnOnly in [true, false] {
            let (rig, _, html) = try Self.rig { $0.set(Facts.bccOnValue, to: isOwnOnly) }
            let reply = await rig.get("\(html)/$value")
            #expect(reply.headers["Content-Type"] == "text/plain")
            #expect(reply.text.contains("Subject: Rich\r\n"))
            #expect(reply.text.contains("hidden@x.example") == !isOwnOnly)
        }
    }

    @Test("has a context of its own, and its ETag is its change key")
    func context() async throws {
        let (rig, plain, _) = try Self.rig()
        let reply = await rig.get(plain)
        #expect(
            reply.json["@odata.context"]?.stringValue
                == "https://localhost/v1.0/$metadata#users('\(SeedPeople.adele)')/messages/$entity")
        #expect(reply.json["from"]?["emailAddress"] == ["name": "Bob", "address": "bob@northwind.example"])
        #expect(reply.json["receivedDateTime"] == "2026-01-01T00:00:00Z")
    }

    @Test("of every seeded kind can be shown and served")
    func seeded() async {
        let rig = ReadingRig(messages: 40)
        var link: String? = "/me/messages?$top=100&$expand=attachments($select=id,name)"
        var count = 0
        while let next = link {
            let reply = await rig.get(next)
            #expect(reply.status == 200)
            for id in reply.ids {
                var request = WebRequest(method: "GET", path: "/v1.0/me/messages/\(id)/$value")
                request.headers["Authorization"] = "Bearer adele"
                let value = await rig.door.answer(request)
                // Some are of 150 MB, of which the beginning tells enough.
                guard case .made(let length, let read) = value.body else { continue }
                let start = String(decoding: read(0..<min(length, 2_000)), as: UTF8.self).lowercased()
                #expect(value.status == 200)
                #expect(start.contains("message-id:"))
                count += 1
            }
            link = reply.nextLink
        }
        #expect(count > 150)
    }
}
