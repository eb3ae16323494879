import JSON
import JSONRPC
import Testing

@Suite("The end", .timeLimit(.minutes(10)))
struct EndingTests {
    let hold = #"{"jsonrpc":"2.0","id":1,"method":"hold"}"#
    let ping = #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#

    @Test("of the input waits for the last answer")
    func halfClose() async {
        let conversation = Conversation()
        conversation.say(hold)
        await conversation.latch.held(1)
        conversation.session.inputEnded()
        conversation.latch.open()
        #expect(await conversation.next()?.line?["id"] == 1)
        #expect(await conversation.next() == .finished)
    }

    @Test("of the input with nothing in flight closes at once")
    func idle() async {
        let conversation = Conversation()
        conversation.session.inputEnded()
        #expect(await conversation.rest() == [.finished])
    }

    @Test("of the connection cancels what is in flight and says nothing more")
    func disconnected() async {
        let conversation = Conversation()
        conversation.say(hold)
        conversation.say(#"{"jsonrpc":"2.0","method":"hold"}"#)
        await conversation.latch.held(2)
        conversation.session.disconnected()
        await conversation.server.drained()
        conversation.say(ping)
        conversation.hangUp()
        #expect(await conversation.rest() == [])
        #expect(conversation.server.budget.usedBytes == 0)
    }

    @Test("of the daemon lets requests finish and takes no new ones")
    func draining() async {
        let conversation = Conversation()
        conversation.say(hold)
        await conversation.latch.held(1)
        conversation.server.stopAccepting()
        conversation.say(ping)
        let refused = await conversation.next()?.line
        #expect(refused?["error"]?["code"] == -31_080)
        #expect(refused?["error"]?["data"]?["kind"] == "shuttingDown")
        async let drained: Void = conversation.server.drained()
        conversation.latch.open()
        #expect(await conversation.next()?.line?["result"] == ["held": true])
        await drained
        #expect(conversation.server.requestsInFlight == 0)
    }

    @Test("of one session leaves the others alone")
    func others() async {
        let latch = Latch()
        let first = Conversation(latch: latch)
        let second = Conversation(server: first.server, latch: latch)
        first.say(hold)
        second.say(hold)
        await latch.held(2)
        first.session.disconnected()
        latch.open()
        #expect(await second.next()?.line?["result"] == ["held": true])
    }
}
