import JSON
import JSONRPC
import Testing

@Suite("A line", .timeLimit(.minutes(10)))
struct LineTests {
    let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    let pong: JSONValue = ["jsonrpc": "2.0", "id": 1, "result": [:]]

    @Test("that is blank is passed over, and a carriage return at its end does not matter")
    func blank() async {
        #expect(await Conversation.answers(to: ["", " \t", "\r", ping + "\r"]) == [pong])
    }

    @Test(
        "that is no JSON is answered once, and the next is read",
        arguments: [
            "{", "nonsense", "\u{feff}{}", #"{"a":1,"a":2}"#, #"{"id":9223372036854775808}"#, "{}}",
            String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
        ])
    func broken(_ line: String) async {
        let answers = await Conversation.answers(to: [line, ping])
        #expect(answers.first?["error"]?["code"] == -32_700)
        #expect(answers.first?["id"] == .some(.null))
        #expect(answers.dropFirst() == [pong])
    }

    @Test(
        "that starts like another protocol is answered once, and then the connection ends",
        arguments: [
            Array("GET / HTTP/1.1".utf8), Array("POST /rpc HTTP/1.1\r".utf8), Array("PRI * HTTP/2.0".utf8),
            [0x16, 0x03, 0x01, 0x02],
        ])
    func foreign(_ line: [UInt8]) async {
        let conversation = Conversation()
        conversation.session.receive(line: line)
        conversation.say(ping)
        let events = await conversation.rest()
        #expect(events.count == 2)
        #expect(events.first?.line?["error"]?["code"] == -32_700)
        #expect(events.last == .finished)
    }

    @Test("that is too long is answered, and the next is read")
    func oversized() async {
        let conversation = Conversation()
        conversation.session.receiveOversizedLine()
        conversation.say(ping)
        conversation.session.inputEnded()
        let events = await conversation.rest()
        #expect(events.first?.line?["error"]?["data"]?["kind"] == "tooLarge")
        #expect(events.dropFirst() == [.line(pong), .finished])
    }

    @Test("that is large is read aside and answered all the same")
    func large() async {
        let text = String(repeating: "x", count: 200_000)
        let answers = await Conversation.answers(to: [
            #"{"jsonrpc":"2.0","id":7,"method":"echo","params":{"a":"\#(text)"}}"#, "[" + text,
        ])
        let byID = Dictionary(uniqueKeysWithValues: answers.map { ($0["id"] ?? "none", $0) })
        #expect(byID[7]?["result"] == ["a": .string(text)])
        #expect(byID[nil]?["error"]?["code"] == -32_700)
    }

    @Test("cut anywhere is an error, never a crash")
    func truncated() async {
        let line = #"[{"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":[1,"é"]}}]"#
        let cut = (1..<line.utf8.count).map { String(decoding: line.utf8.prefix($0), as: UTF8.self) }
        let answers = await Conversation.answers(to: cut)
        #expect(answers.map { $0["error"]?["code"] } == Array(repeating: -32_700, count: cut.count))
    }
}
