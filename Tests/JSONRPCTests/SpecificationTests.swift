import JSON
import JSONRPC
import Testing

/// The examples of JSON-RPC 2.0, section 7, with parameters by name. By place they are invalid parameters here.
@Suite("The examples of the JSON-RPC 2.0 specification", .timeLimit(.minutes(10)))
struct SpecificationTests {
    /// An answer in short: its id, and its result or the code of its error.
    static func short(_ answer: JSONValue) -> JSONValue {
        guard case .object(let members) = answer else {
            return answer.arrayValue.map { .array($0.map(short)) } ?? answer
        }
        guard members["jsonrpc"] == "2.0", members.count == 3 else { return "not an answer" }
        if let error = answer["error"] { return [answer["id"] ?? "none", ["code": error["code"] ?? nil]] }
        return [answer["id"] ?? "none", answer["result"] ?? "none"]
    }

    static func error(_ code: Int64, _ id: JSONValue = nil) -> JSONValue { [id, ["code": .integer(code)]] }

    static let examples: [(name: String, line: String, answer: JSONValue)] = [
        (
            "parameters by name",
            #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
            [3, 19]
        ),
        (
            "the other way round",
            #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 23, "subtrahend": 42}, "id": 4}"#,
            [4, -19]
        ),
        (
            "parameters by place", #"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#,
            error(-32_602, 1)
        ),
        ("a notification", #"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, nil),
        ("a notification without parameters", #"{"jsonrpc": "2.0", "method": "foobar"}"#, nil),
        (
            "a method that does not exist", #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
            error(-32_601, "1")
        ),
        ("invalid JSON", #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, error(-32_700)),
        ("an invalid request", #"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, error(-32_600)),
        (
            "a batch of invalid JSON",
            #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"]"#,
            error(-32_700)
        ),
        ("an empty array", "[]", error(-32_600)),
        ("an invalid batch", "[1]", [error(-32_600)]),
        ("another invalid batch", "[1,2,3]", [error(-32_600), error(-32_600), error(-32_600)]),
        (
            "a mixed batch",
            """
            [{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 7, "subtrahend": 0}, "id": "1"}, \
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}, \
            {"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": "2"}, \
            {"foo": "boo"}, {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"}, \
            {"jsonrpc": "2.0", "method": "echo", "id": "9"}]
            """, [["1", 7], ["2", 19], error(-32_600), error(-32_601, "5"), ["9", [:]]]
        ),
        (
            "a batch of notifications",
            #"[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]}, {"jsonrpc": "2.0", "method": "ping"}]"#,
            nil
        ),
    ]

    @Test("are answered as it says", arguments: examples)
    func example(_ name: String, _ line: String, _ answer: JSONValue) async {
        let expected: [JSONValue] = answer == .null ? [] : [answer]
        #expect(await Conversation.answers(to: [line]).map(Self.short) == expected)
    }
}
