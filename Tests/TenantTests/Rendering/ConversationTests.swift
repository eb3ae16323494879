import Testing

@testable import Tenant

@Suite("A conversation")
struct ConversationTests {
    private func key(_ id: String, _ parent: String? = nil, _ references: [String] = [], _ subject: String = "S")
        -> String
    {
        Conversation.key(messageID: id, inReplyTo: parent, references: references, subject: subject)
    }

    @Test("is one for a mail and its answers, whatever they name")
    func thread() {
        let first = key("<a@x>")
        #expect(key("<b@x>", "<a@x>") == first)
        #expect(key("<c@x>", "<b@x>", ["<a@x>", "<b@x>"]) == first)
        #expect(key("<d@x>") != first)
    }

    @Test("goes by the subject where there is no identifier")
    func bySubject() {
        #expect(key("", nil, [], "Re: AW: fw: Lunch") == key("", nil, [], "lunch"))
        #expect(key("", nil, [], "Lunch") != key("", nil, [], "Dinner"))
    }

    @Test("has an id of its own in each mailbox")
    func ids() {
        let id = Conversation.id(of: "k", in: SeedPeople.adele)
        #expect(id.hasPrefix("AAQk"))
        #expect(id == Conversation.id(of: "k", in: SeedPeople.adele))
        #expect(id != Conversation.id(of: "k", in: SeedPeople.bruno))
        #expect(id != Conversation.id(of: "l", in: SeedPeople.adele))
    }
}
