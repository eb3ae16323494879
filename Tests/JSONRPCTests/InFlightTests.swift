import JSON
import JSONRPC
import Testing

@Suite("Requests in flight", .timeLimit(.minutes(10)))
struct InFlightTests {
    func hold(_ id: String) -> String { #"{"jsonrpc":"2.0","id":\#(id),"method":"hold"}"# }
    let ping = #"{"jsonrpc":"2.0","id":"p","method":"ping"}"#

    @Test("are answered as they finish")
    func concurrent() async {
        let conversation = Conversation()
        conversation.say(hold("1"))
        conversation.say(#"{"jsonrpc":"2.0","id":2,"method":"echo"}"#)
        #expect(await conversation.next()?.line?["id"] == 2)
        conversation.latch.open()
        #expect(await conversation.next()?.line?["id"] == 1)
    }

    @Test(
        "have ids of their own, which are free again after the answer",
        arguments: [("1", "1"), ("1", "1.0"), ("\"a\"", "\"a\"")])
    func duplicate(_ first: String, _ second: String) async {
        let conversation = Conversation()
        conversation.say(hold(first))
        conversation.say(hold(second))
        #expect(await conversation.next()?.line?["error"]?["code"] == -32_600)
        conversation.latch.open()
        #expect(await conversation.next()?.line?["result"] == ["held": true])
        conversation.say(hold(second))
        #expect(await conversation.next()?.line?["result"] == ["held": true])
    }

    @Test("may share null, and a string is not a number")
    func distinct() async {
        let conversation = Conversation()
        for id in ["null", "null", "1", "\"1\"", "1.5"] { conversation.say(hold(id)) }
        await conversation.latch.held(5)
        conversation.latch.open()
        conversation.session.inputEnded()
        let results = await conversation.rest().compactMap { $0.line?["result"] }
        #expect(results.count == 5)
    }

    @Test("can be cancelled, and are answered once")
    func cancelled() async {
        let conversation = Conversation()
        conversation.say(hold("1"))
        conversation.say(hold("2"))
        await conversation.latch.held(2)
        conversation.say(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#)
        let answer = await conversation.next()?.line
        #expect(answer?["id"] == 1)
        #expect(answer?["error"]?["code"] == -32_800)
        #expect(answer?["error"]?["data"]?["kind"] == "requestCancelled")
        conversation.session.inputEnded()
        conversation.latch.open()
        let rest = await conversation.rest()
        #expect(rest.map { $0.line?["id"] } == [2, nil])
    }

    @Test("can be cancelled by the line behind them, however large they are")
    func cancelledLarge() async {
        let padding = String(repeating: "x", count: 200_000)
        let answers = await Conversation.answers(to: [
            #"{"jsonrpc":"2.0","id":1,"method":"hold","params":{"padding":"\#(padding)"}}"#,
            #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#,
        ])
        #expect(answers.map { $0["error"]?["code"] } == [-32_800])
    }

    @Test(
        "are not disturbed by a cancellation that is wrong or late",
        arguments: [
            #"{"id":9}"#, #"{"id":null}"#, "{}", #"{"id":[1]}"#, "[1]", "null",
        ])
    func wrongCancellation(_ params: String) async {
        let conversation = Conversation()
        conversation.say(hold("1"))
        await conversation.latch.held(1)
        conversation.say(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":\#(params)}"#)
        conversation.latch.open()
        #expect(await conversation.next()?.line?["result"] == ["held": true])
    }

    @Test("stop the reading at 32, and let it go on when one has ended")
    func capped() async {
        let conversation = Conversation()
        for id in 0..<32 { conversation.say(hold(String(id))) }
        #expect(await conversation.next() == .paused)
        await conversation.latch.held(32)
        conversation.say(ping)
        #expect(conversation.server.requestsInFlight == 32)
        conversation.latch.open()
        conversation.session.inputEnded()
        let rest = await conversation.rest()
        let ids = rest.compactMap { $0.line?["id"] }
        #expect(ids.count == 33)
        #expect(ids.contains("p"))
        #expect(rest.last == .finished)
    }

    @Test("resume the reading when there is room")
    func resumed() async {
        let conversation = Conversation(limits: RPCLimits(inFlightRequests: 1))
        conversation.say(hold("1"))
        #expect(await conversation.next() == .paused)
        conversation.latch.open()
        #expect(await conversation.next()?.line?["id"] == 1)
        #expect(await conversation.next() == .resumed)
    }

    @Test("share one budget of bytes; beyond it a request may be tried again, and ping is answered still")
    func budget() async {
        let conversation = Conversation(limits: RPCLimits(inFlightBytes: 100))
        conversation.say(hold("1"))
        await conversation.latch.held(1)
        #expect(conversation.server.budget.usedBytes == hold("1").utf8.count)
        let padded = #"{"jsonrpc":"2.0","id":2,"method":"hold","params":{"padding":"0123456789012345"}}"#
        conversation.say(padded)
        let refused = await conversation.next()?.line
        #expect(refused?["id"] == 2)
        #expect(refused?["error"]?["data"]?["kind"] == "overloaded")
        #expect(refused?["error"]?["data"]?["retryable"] == true)
        conversation.say(#"{"jsonrpc":"2.0","id":"p","method":"ping","x":"01234567890123456789012345678901234567890"}"#)
        #expect(await conversation.next()?.line?["result"] == [:])
        conversation.latch.open()
        #expect(await conversation.next()?.line?["id"] == 1)
        #expect(conversation.server.budget.usedBytes == 0)
        conversation.say(padded)
        #expect(await conversation.next()?.line?["result"] == ["held": true])
    }

    @Test("that found no room in the budget are refused by their id, however large")
    func largeOverBudget() async {
        let text = String(repeating: "x", count: 200_000)
        let answers = await Conversation.answers(
            to: [#"{"jsonrpc":"2.0","id":7,"method":"echo","params":{"a":"\#(text)"}}"#],
            limits: RPCLimits(inFlightBytes: 1_000))
        #expect(answers.map { $0["id"] } == [7])
        #expect(answers.map { $0["error"]?["data"]?["kind"] } == ["overloaded"])
    }
}
