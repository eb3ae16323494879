import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("Mail that is sent through Graph")
struct SendingTests {
    static func mail(_ members: [String: JSONValue] = [:], save: JSONValue = true) -> JSONValue {
        var message: [String: JSONValue] = [
            "subject": "Meet?", "body": ["contentType": "Text", "content": "hi"],
            "toRecipients": [["emailAddress": ["address": "bruno@contoso.example"]]],
        ]
        message.merge(members) { $1 }
        return ["message": .object(message), "saveToSentItems": save]
    }

    static func from(_ address: String) -> [String: JSONValue] {
        ["from": ["emailAddress": ["address": .string(address)]]]
    }

    @Test("arrives once, and a copy is kept unless nobody wants one", arguments: [true, false])
    func sendMail(_ saves: Bool) async throws {
        let rig = WritingRig()
        let (sent, arrived) = (rig.count(.sentItems), rig.count(.inbox, of: SeedPeople.bruno))
        let reply = try await rig.ask("POST", "/me/sendMail", Self.mail(save: .bool(saves)))
        #expect(reply.status == 202)
        #expect(reply.bytes.isEmpty)
        await rig.sandbox.postOffice.settle()
        #expect(rig.sandbox.postOffice.sent.count == 1)
        #expect(rig.count(.inbox, of: SeedPeople.bruno) == arrived + 1)
        #expect(rig.count(.sentItems) == sent + (saves ? 1 : 0))
    }

    @Test(
        "is refused with Graph's code",
        arguments: [
            (mail(["toRecipients": []]), 400, "ErrorInvalidRecipients"),
            (mail(["toRecipients": [["emailAddress": ["address": "nobody"]]]]), 400, "ErrorInvalidRecipients"),
            (mail(from("chidi@contoso.example")), 403, "ErrorSendAsDenied"),
            (["saveToSentItems": true], 400, "ErrorRequiredPropertyMissing"),
            (["message": [:], "save": true], 400, "RequestBodyRead"), (mail(["nope": 1]), 400, "RequestBodyRead"),
            (
                mail([
                    "toRecipients": .array((0..<501).map { ["emailAddress": ["address": .string("a\($0)@b.example")]] })
                ]),
                400, "ErrorRecipientLimitExceeded"
            ),
        ] as [(JSONValue, Int, String)])
    func refusal(_ body: JSONValue, _ status: Int, _ code: String) async throws {
        let rig = WritingRig()
        let reply = try await rig.ask("POST", "/me/sendMail", body)
        #expect(reply.status == status)
        #expect(reply.code == code)
        #expect(rig.sandbox.postOffice.sent.isEmpty)
    }

    @Test("needs the permission to send, which that to write does not include")
    func permission() async throws {
        let rig = WritingRig()
        rig.sandbox.tokens.keep(
            "writer", rig.grant(.person(SeedPeople.adele), SeedApps.graph, scopes: ["Mail.ReadWrite"]))
        #expect(try await rig.ask("POST", "/me/sendMail", Self.mail(), token: "writer").code == "ErrorAccessDenied")
    }

    @Test(
        "needs the permission for others' mailboxes to go out in another's name, from a draft too",
        arguments: [
            (SeedPeople.adele, "support@contoso.example", 403, "ErrorAccessDenied" as String?),
            (SeedPeople.bruno, "support@contoso.example", 403, "ErrorAccessDenied"),
            (SeedPeople.adele, "chidi@contoso.example", 403, "ErrorSendAsDenied"),
            (SeedPeople.adele, "adele@contoso.example", 202, nil),
        ])
    func sharedPermission(_ person: GUID, _ from: String, _ status: Int, _ code: String?) async throws {
        let rig = WritingRig()
        let scopes: Set<String> = ["Mail.ReadWrite", "Mail.Send"]
        rig.sandbox.tokens.keep("own", rig.grant(.person(person), SeedApps.graph, scopes: scopes))
        let mail = Self.mail(Self.from(from))
        let sent = try await rig.ask("POST", "/me/sendMail", mail, token: "own")
        #expect(sent.status == status)
        #expect(sent.code == code)
        let draft = try await rig.ask("POST", "/me/messages", mail["message"], token: "own").id
        #expect(try await rig.ask("POST", "/me/messages/\(draft)/send", token: "own").code == code)
    }

    @Test(
        "goes out as a shared mailbox, on behalf of it, and from that mailbox itself",
        arguments: [
            (SeedPeople.adele, "/me/sendMail", "support@contoso.example"),
            (SeedPeople.bruno, "/me/sendMail", "bruno@contoso.example"),
            (SeedPeople.adele, "/users/support@contoso.example/sendMail", "support@contoso.example"),
        ])
    func shared(_ person: GUID, _ path: String, _ sender: String) async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "POST", path, Self.mail(Self.from("support@contoso.example")), token: person.description)
        #expect(reply.status == 202)
        let record = try #require(rig.sandbox.postOffice.sent.first)
        #expect(record.from == "support@contoso.example")
        #expect(record.sender == sender)
    }

    @Test("as MIME goes out as the mailbox, whatever its From says, and to its Bcc too")
    func mime() async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "/me/sendMail",
            mime:
                "From: chidi@contoso.example\nTo: bruno@contoso.example\nBcc: x@northwind.example\nSubject: s\nMessage-ID: <own@host>\n\nhello\n"
        )
        #expect(reply.status == 202)
        let record = try #require(rig.sandbox.postOffice.sent.first)
        #expect(record.from == "adele@contoso.example")
        #expect(record.messageID == "<own@host>")
        #expect(record.recipients == ["bruno@contoso.example", "x@northwind.example"])
    }

    @Test("from a draft leaves Drafts and keeps its immutable id in Sent Items")
    func draft() async throws {
        let rig = WritingRig()
        let id = try await rig.draft()
        let number = try #require(rig.newest(.drafts)).number
        #expect(try await rig.ask("POST", "/me/messages/\(id)/send").status == 202)
        await rig.sandbox.postOffice.settle()
        let sent = try #require(rig.adele.read { $0.message(number) })
        #expect(sent.folder == rig.folder(.sentItems))
        #expect(!sent.isDraft)
        #expect(rig.sandbox.postOffice.sent.count == 1)
        #expect(try await rig.ask("POST", "/me/messages/\(id)/send").status == 404)
    }

    @Test("was no draft, and so is not sent again")
    func notADraft() async throws {
        let rig = WritingRig()
        #expect(try await rig.ask("POST", "/me/messages/\(try rig.inboxID())/send").status == 400)
        #expect(rig.sandbox.postOffice.sent.isEmpty)
    }

    @Test("over the mailbox's limit is refused")
    func size() async throws {
        let rig = WritingRig()
        #expect(rig.sandbox.directory.change(person: SeedPeople.adele) { $0.messageSizeLimit = 1_000 })
        let body: JSONValue = ["contentType": "text", "content": .string(String(repeating: "x", count: 2_000))]
        let reply = try await rig.ask("POST", "/me/sendMail", Self.mail(["body": body]))
        #expect(reply.status == 413)
        #expect(reply.code == "ErrorMessageSizeExceeded")
    }

    @Test(
        "really went when the connection drops after it, and did not when it drops before",
        arguments: [
            (FaultName.dropAfter, 1), (.dropBefore, 0),
        ])
    func dropped(_ fault: FaultName, _ count: Int) async throws {
        let rig = WritingRig()
        rig.sandbox.faults.set(Fault(fault, door: .graph, operation: "sendMail"))
        #expect(try await rig.ask("POST", "/me/sendMail", Self.mail()).delivery == .dropped)
        #expect(rig.sandbox.postOffice.sent.count == count)
    }
}
