import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("An answer through Graph")
struct ReplyTests {
    @Test(
        "has the original's thread, a subject, recipients and the quoted text",
        arguments: [("createReply", "RE: "), ("createReplyAll", "RE: "), ("createForward", "FW: ")])
    func draft(_ action: String, _ prefix: String) async throws {
        let rig = WritingRig()
        let original = try #require(rig.newest(.inbox))
        let source = rig.adele.letter(of: original)
        let reply = try await rig.ask(
            "POST", "/me/messages/\(rig.id(of: original))/\(action)", ["comment": "Thanks <b>"])
        #expect(reply.status == 201)
        #expect(reply.json["isDraft"] == true)
        let letter = rig.adele.letter(of: try #require(rig.newest(.drafts)))
        #expect(letter.subject == prefix + Conversation.baseSubject(source.subject))
        #expect(letter.inReplyTo == source.messageID)
        #expect(letter.references.last == source.messageID)
        #expect(letter.conversation == source.conversation)
        #expect(letter.body.content.contains("Thanks &lt;b&gt;"))
        #expect(letter.body.content.contains("<b>Subject:</b>"))
        #expect(letter.to.isEmpty == (action == "createForward"))
        #expect(!letter.recipients.contains { $0.address == "adele@contoso.example" })
    }

    @Test("cannot have a comment and a body", arguments: ["createReply", "reply", "forward", "createForward"])
    func both(_ action: String) async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "POST", "/me/messages/\(try rig.inboxID())/\(action)",
            ["comment": "a", "message": ["body": ["contentType": "text", "content": "b"]]])
        #expect(reply.status == 400)
        #expect(rig.sandbox.postOffice.sent.isEmpty)
    }

    @Test("marks the original when it is sent", arguments: [("reply", 102), ("replyAll", 103), ("forward", 104)])
    func sent(_ action: String, _ verb: Int) async throws {
        let rig = WritingRig()
        let original = try #require(rig.newest(.inbox))
        let reply = try await rig.ask(
            "POST", "/me/messages/\(rig.id(of: original))/\(action)",
            ["Comment": "ok", "Message": ["toRecipients": [["emailAddress": ["address": "bruno@contoso.example"]]]]])
        #expect(reply.status == 202)
        #expect(rig.sandbox.postOffice.sent.map(\.recipients.first) == ["bruno@contoso.example"])
        #expect(rig.adele.read { $0.message(original.number)?.lastVerb } == verb)
    }

    @Test("as a draft marks the original no sooner than it is sent")
    func draftMarks() async throws {
        let rig = WritingRig()
        let original = try #require(rig.newest(.inbox))
        let draft = try await rig.ask(
            "POST", "/me/messages/\(rig.id(of: original))/createForward",
            ["toRecipients": [["emailAddress": ["address": "x@northwind.example"]]]])
        #expect(rig.adele.read { $0.message(original.number)?.lastVerb } == original.lastVerb)
        #expect(try await rig.ask("POST", "/me/messages/\(draft.id)/send").status == 202)
        #expect(rig.adele.read { $0.message(original.number)?.lastVerb } == 104)
    }

    @Test("without a recipient is not sent")
    func nobody() async throws {
        let rig = WritingRig()
        let reply = try await rig.ask("POST", "/me/messages/\(try rig.inboxID())/forward", ["comment": "x"])
        #expect(reply.code == "ErrorInvalidRecipients")
    }

    @Test("in MIME keeps its text and joins the thread")
    func mime() async throws {
        let rig = WritingRig()
        let original = try #require(rig.newest(.inbox))
        let reply = try await rig.ask(
            "/me/messages/\(rig.id(of: original))/createReply",
            mime: "Subject: Own\nMessage-ID: <own@host>\n\nown text\n")
        #expect(reply.status == 201)
        let letter = rig.adele.letter(of: try #require(rig.newest(.drafts)))
        #expect(letter.subject == "Own")
        #expect(letter.inReplyTo == rig.adele.letter(of: original).messageID)
        #expect(letter.body.content.contains("own text"))
    }

    @Test("with a body of its own has the original below it")
    func ownBody() async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "POST", "/me/messages/\(try rig.inboxID())/createReply",
            ["message": ["body": ["contentType": "text", "content": "Own words"], "importance": "high"]])
        #expect(reply.status == 201)
        let letter = rig.adele.letter(of: try #require(rig.newest(.drafts)))
        let own = try #require(letter.body.content.firstRange(of: "Own words"))
        let quoted = try #require(letter.body.content.firstRange(of: "<b>Subject:</b>"))
        #expect(own.upperBound <= quoted.lowerBound)
        #expect(letter.importance == .high)
    }
}
