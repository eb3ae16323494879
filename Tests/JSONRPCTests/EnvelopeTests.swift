import JSON
import JSONRPC
import Testing

@Suite("An envelope", .timeLimit(.minutes(10)))
struct EnvelopeTests {
    @Test(
        "gets its id back with its type",
        arguments: [
            "1", "-9223372036854775808", "9223372036854775807", "1.5", "1.0", "\"a\"", "\"\"", "null",
            "\"\(String(repeating: "x", count: 128))\"",
        ])
    func identifier(_ id: String) async throws {
        let answers = await Conversation.answers(to: [#"{"jsonrpc":"2.0","id":\#(id),"method":"echo"}"#])
        let expected = try JSONValue(parsing: Array(id.utf8))
        #expect(answers.map { $0["id"] } == [expected])
        #expect(answers.first?["result"] == [:])
    }

    @Test(
        "is refused, with its id where it has one",
        arguments: [
            (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, nil as JSONValue),
            (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, nil),
            (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, nil),
            (#"{"jsonrpc":"2.0","id":"\#(String(repeating: "x", count: 129))","method":"ping"}"#, nil),
            (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, 1), (#"{"id":1,"method":"ping"}"#, 1),
            (#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, 1), (#"{"jsonrpc":"2.0","id":1}"#, 1),
            (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, 1), (#"{"jsonrpc":"2.0","id":1,"method":null}"#, 1),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":3}"#, 1),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#, 1), (#""ping""#, nil), ("null", nil),
            ("7", nil),
        ])
    func invalid(_ line: String, _ id: JSONValue) async {
        let answers = await Conversation.answers(to: [line])
        #expect(answers.map { $0["error"]?["code"] } == [-32_600])
        #expect(answers.map { $0["error"]?["data"]?["kind"] } == ["invalidRequest"])
        #expect(answers.map { $0["id"] } == [id])
    }

    @Test(
        "may hold members that nobody knows, and null parameters",
        arguments: [
            #"{"jsonrpc":"2.0","id":1,"method":"echo","params":null}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"echo","meta":{"x":[1]},"traceparent":"00"}"#,
        ])
    func lenient(_ line: String) async {
        #expect(await Conversation.answers(to: [line]) == [["jsonrpc": "2.0", "id": 1, "result": [:]]])
    }

    @Test(
        "whose parameters are wrong is told which and why",
        arguments: [
            (#"{"minuend":1}"#, "subtrahend", "subtrahend is missing"),
            (#"{"minuend":1,"subtrahend":"x"}"#, "subtrahend", "subtrahend must be a whole number"),
            (#"{"minuend":1,"subtrahend":2,"y":3}"#, "y", "y is not known here"),
        ])
    func parameters(_ params: String, _ field: String, _ message: String) async {
        let line = #"{"jsonrpc":"2.0","id":1,"method":"subtract","params":\#(params)}"#
        let error = await Conversation.answers(to: [line]).first?["error"]
        #expect(error?["code"] == -32_602)
        #expect(error?["message"] == .string(message))
        #expect(error?["data"]?["field"] == .string(field))
    }

    @Test("is authorised before its parameters are read")
    func authorisation() async {
        let answers = await Conversation.answers(to: [
            #"{"jsonrpc":"2.0","id":1,"method":"secret","params":{"nonsense":1}}"#,
            #"{"jsonrpc":"2.0","id":2,"method":"subtract","params":{"forbidden":1}}"#,
            #"{"jsonrpc":"2.0","id":3,"method":"nothing","params":{"forbidden":1}}"#,
        ])
        #expect(answers.map { $0["error"]?["data"]?["kind"] } == ["forbidden", "forbidden", "methodNotFound"])
        #expect(answers.first?["error"]?["message"] == "not for somebody")
    }

    @Test("that fails carries everything a program and a person need")
    func failure() async throws {
        let answers = await Conversation.answers(to: [#"{"jsonrpc":"2.0","id":1,"method":"fail"}"#])
        var error = try #require(answers.first?["error"]?.objectValue)
        var data = try #require(error.removeValue(forKey: "data")?.objectValue)
        #expect(error == ["code": -31_041, "message": "too fast"])
        #expect(data.removeValue(forKey: "correlationId")?.stringValue?.isEmpty == false)
        #expect(
            data == [
                "kind": "rateLimited", "retryable": true, "retryAfterMs": 250, "hint": "slow down",
                "provider": ["name": "entra"],
            ])
    }

    @Test("whose result cannot be written is an internal error")
    func unwritable() async {
        let answers = await Conversation.answers(to: [#"{"jsonrpc":"2.0","id":1,"method":"unwritable"}"#])
        #expect(answers.map { $0["error"]?["code"] } == [-32_603])
    }
}
