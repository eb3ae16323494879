import JSON
import JSONRPC
import Testing

@Suite("A batch", .timeLimit(.minutes(10)))
struct BatchTests {
    func batch(_ count: Int) -> String {
        "["
            + (0..<count).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"echo"}"# }.joined(separator: ",") + "]"
    }

    @Test("of 32 entries is answered by one array in their order")
    func full() async {
        let answers = await Conversation.answers(to: [batch(32)])
        #expect(answers.count == 1)
        #expect(answers.first?.arrayValue?.map { $0["id"] } == (0..<32).map { .integer($0) })
    }

    @Test("of 33 entries is refused whole")
    func tooMany() async {
        let answers = await Conversation.answers(to: [batch(33)])
        #expect(answers.map { $0["error"]?["code"] } == [-32_600])
    }

    @Test("waits for its slowest entry, and holds up nobody else")
    func slow() async {
        let conversation = Conversation()
        conversation.say(
            """
            [{"jsonrpc":"2.0","id":1,"method":"hold"},{"jsonrpc":"2.0","id":2,"method":"ping"},7,\
            {"jsonrpc":"2.0","method":"hold"}]
            """)
        conversation.say(#"{"jsonrpc":"2.0","id":3,"method":"ping"}"#)
        #expect(await conversation.next()?.line?["id"] == 3)
        conversation.session.inputEnded()
        conversation.latch.open()
        let rest = await conversation.rest()
        #expect(rest.count == 2)
        #expect(rest.first?.line?.arrayValue?.map { $0["id"] } == [1, 2, .some(.null)])
        #expect(rest.last == .finished)
    }

    @Test("may hold the same id only once at a time")
    func duplicates() async {
        let conversation = Conversation()
        conversation.say(
            #"[{"jsonrpc":"2.0","id":1,"method":"hold"},{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":1.0,"method":"ping"}]"#
        )
        conversation.latch.open()
        let answers = await conversation.next()?.line?.arrayValue
        #expect(answers?.map { $0["error"]?["code"] } == [nil, -32_600, -32_600])
    }
}
