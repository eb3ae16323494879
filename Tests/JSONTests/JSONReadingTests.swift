import JSON
import Testing

@Suite("The JSON reader")
struct JSONReadingTests {
    struct Text: CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var value: JSONValue?

        init(_ text: String, _ value: JSONValue) {
            name = text
            bytes = Array(text.utf8)
            self.value = value
        }

        init(_ name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }

        init(_ text: String) { self.init(text, bytes: Array(text.utf8)) }

        var testDescription: String { name.debugDescription }
    }

    @Test(
        "takes valid texts",
        arguments: [
            Text("null", .null), Text("true", true), Text("false", false), Text("0", 0), Text("-0", 0), Text("-1", -1),
            Text("9223372036854775807", .integer(.max)), Text("-9223372036854775808", .integer(.min)),
            Text("1.0", 1.0), Text("-0.5", -0.5), Text("1e2", 100.0), Text("1E+2", 100.0), Text("123e-2", 1.23),
            Text("1e-400", 0.0), Text("0e1", 0.0), Text(#""""#, ""), Text(#""a""#, "a"),
            Text(#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), Text(#""\u0041""#, "A"), Text(#""\u0000""#, "\0"),
            Text(#""\ud83d\ude00""#, "😀"), Text("\"😀\"", "😀"), Text("\"\u{7f}\"", "\u{7f}"),
            Text("\"\u{2028}\"", "\u{2028}"), Text(#""\uFFFF""#, "\u{FFFF}"), Text("[]", []), Text("{}", [:]),
            Text(" [ 1 , 2 ]\r\n\t", [1, 2]), Text(#"{"a":{"b":[null]}}"#, ["a": ["b": [nil]]]),
            Text(#"{"":0}"#, ["": 0]), Text(#"{"a":1,"A":2}"#, ["a": 1, "A": 2]), Text(#"["]},{"]"#, ["]},{"]),
        ])
    func accepts(_ text: Text) throws {
        #expect(try JSONValue(parsing: text.bytes) == text.value)
    }

    @Test(
        "refuses what is not JSON",
        arguments: [
            Text(""), Text(" "), Text("nul"), Text("NULL"), Text("True"), Text("+1"), Text("01"), Text("-"), Text("-a"),
            Text("1."), Text(".5"), Text("1.e1"), Text("1e"), Text("1e+"), Text("0x1"), Text("NaN"), Text("Infinity"),
            Text("-Infinity"), Text("1_000"), Text("'a'"), Text("\"a"), Text("\"\\\""), Text(#""\x""#),
            Text(#""\u12""#),
            Text(#""\u12g4""#), Text("\"\n\""), Text("\"\t\""), Text("\"\0\""), Text("[1,]"), Text("[,1]"),
            Text("[1,,2]"),
            Text("[1 2]"), Text("[1"), Text("]"), Text("[1]]"), Text("{\"a\"}"), Text("{\"a\":}"), Text("{\"a\":1,}"),
            Text("{a:1}"), Text("{1:1}"), Text("{\"a\":1"), Text("{\"a\" 1}"), Text("{,}"), Text("[}"), Text("{]"),
            Text("1 2"), Text("{}{}"), Text("// c\n1"), Text("/* */1"), Text("1#"), Text("\u{a0}1"), Text("\u{c}1"),
            Text("\u{feff}1"), Text("*"), Text("\\u005b\\u005d"),
        ])
    func refuses(_ text: Text) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text.bytes) }
    }

    @Test(
        "refuses what is not UTF-8",
        arguments: [
            Text("a lone continuation", bytes: [0x22, 0x80, 0x22]),
            Text("an overlong slash", bytes: [0x22, 0xC0, 0xAF, 0x22]),
            Text("an overlong NUL", bytes: [0x22, 0xC0, 0x80, 0x22]),
            Text("a surrogate", bytes: [0x22, 0xED, 0xA0, 0x80, 0x22]),
            Text("beyond Unicode", bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]),
            Text("a cut sequence", bytes: [0x22, 0xE2, 0x82, 0x22]), Text("0xFF", bytes: [0x22, 0xFF, 0x22]),
            Text("bytes after the value", bytes: [0x31, 0xFF]), Text("a NUL after the value", bytes: [0x31, 0x00]),
            Text("a NUL and more", bytes: [0x31, 0x00, 0x32]),
            Text("UTF-16", bytes: [0x5B, 0x00, 0x5D, 0x00]),
            Text("UTF-16 with its mark", bytes: [0xFF, 0xFE, 0x5B, 0x00]),
            Text("a UTF-8 mark", bytes: [0xEF, 0xBB, 0xBF, 0x31]),
            Text("in a name", bytes: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]),
        ])
    func refusesEncoding(_ text: Text) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text.bytes) }
    }

    @Test(
        "says what is wrong",
        arguments: [
            (#"{"a":1,"a":2}"#, "duplicate member name"), (#"{"a":1,"\u0061":2}"#, "duplicate member name"),
            (#"{"x":{"a":1,"b":0,"a":1}}"#, "duplicate member name"),
            ("{\"\u{e9}\":1,\"e\u{301}\":2}", "duplicate member name"),
            ("9223372036854775808", "number is out of range"), ("-9223372036854775809", "number is out of range"),
            ("1e400", "number is out of range"), ("-1e999", "number is out of range"), (#""\ud800""#, "not valid JSON"),
            (#""\udc00""#, "not valid JSON"), (#""\ud800\u0041""#, "not valid JSON"),
            (#""\ud800\ud800""#, "not valid JSON"),
            (#"{"\u0000":1}"#, "NUL in a member name"), ("[1", "text ends too early"),
            ("1 2", "text goes on after the value"),
            ("\u{feff}1", "byte order mark"), ("secret", "not valid JSON"),
        ])
    func reasons(_ text: String, _ reason: String) {
        #expect {
            try JSONValue(parsing: Array(text.utf8))
        } throws: { error in
            if case .malformed(reason, _) = error as? JSONError { true } else { false }
        }
    }

    @Test("refuses every beginning of a text and takes the whole")
    func truncated() throws {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\"é",{"b":null}],"c":true}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<length])) }
        }
        #expect(try JSONValue(parsing: text)["a"]?[2] == "x\u{e9}\"é")
    }

    @Test("survives any byte anywhere")
    func mutated() {
        let text = Array(#"{"a":[1,"\ud83d\ude00é"]}"#.utf8)
        var refused = 0
        for place in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = byte
                if (try? JSONValue(parsing: changed)) == nil { refused += 1 }
            }
        }
        #expect(refused > 1_000)
    }

    @Test("nests to its limit and not one deeper", arguments: [("[", "]"), (#"{"a":"#, "}")])
    func depth(_ opening: String, _ closing: String) throws {
        func text(_ depth: Int) -> [UInt8] {
            Array((String(repeating: opening, count: depth) + "0" + String(repeating: closing, count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: text(64)) }
        #expect(throws: JSONError.malformed("nested too deeply", offset: 64 * opening.utf8.count)) {
            try JSONValue(parsing: text(65))
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: text(100_000)) }
    }

    @Test("counts values before it allocates for them")
    func budget() throws {
        let limits = JSONLimits(depth: 4, values: 3)
        #expect(try JSONValue(parsing: Array("[1,2]".utf8), limits: limits) == [1, 2])
        #expect(throws: JSONError.malformed("too many values", offset: 4)) {
            try JSONValue(parsing: Array("[1,2,3]".utf8), limits: limits)
        }
        let flood = Array(String(repeating: "[],", count: 2_000_000).utf8)
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x5B] + flood) }
        let brackets = Array(("[\"" + String(repeating: "[],", count: 1_000_000) + "\"]").utf8)
        #expect(throws: Never.self) { try JSONValue(parsing: brackets) }
    }
}
