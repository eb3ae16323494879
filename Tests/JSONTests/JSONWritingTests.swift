import JSON
import Testing

@Suite("The JSON writer")
struct JSONWritingTests {
    struct Part: Codable {
        var id: Int
        var name: String?
        var weights: [Double] = []
        var inner: [String: Bool] = [:]
    }

    /// Writes another value's members among its own.
    struct Flat: Encodable {
        enum CodingKeys: CodingKey { case size }
        func encode(to encoder: any Encoder) throws {
            try Part(id: 1, weights: [0.5]).encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(9, forKey: .size)
        }
    }

    struct Nested: Encodable {
        enum CodingKeys: CodingKey { case a, b, c }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            var list = container.nestedUnkeyedContainer(forKey: .a)
            try list.encode(1)
            var inside = list.nestedContainer(keyedBy: CodingKeys.self)
            try inside.encodeNil(forKey: .c)
            try container.encode(["x"], forKey: .b)
            try true.encode(to: container.superEncoder(forKey: .c))
        }
    }

    struct OutOfOrder: Encodable {
        enum CodingKeys: CodingKey { case a, b }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            var list = container.nestedUnkeyedContainer(forKey: .a)
            try container.encode(1, forKey: .b)
            try list.encode(1)
        }
    }

    struct Empty: Encodable {}

    @Test("writes members as they come, without blanks")
    func objects() throws {
        #expect(try JSONWriter.text(Part(id: 1)) == #"{"id":1,"weights":[],"inner":{}}"#)
        #expect(
            try JSONWriter.text(Part(id: -2, name: "n", weights: [1, 0.1, 1e300], inner: ["k": true]))
                == #"{"id":-2,"name":"n","weights":[1.0,0.1,1e+300],"inner":{"k":true}}"#)
        #expect(try JSONWriter.text(Flat()) == #"{"id":1,"weights":[0.5],"inner":{},"size":9}"#)
        #expect(try JSONWriter.text(Nested()) == #"{"a":[1,{"c":null}],"b":["x"],"c":true}"#)
        #expect(try JSONWriter.text([Empty(), Empty()]) == "[{},{}]")
        #expect(try JSONWriter.text(UInt64.max) == "18446744073709551615")
        #expect(try JSONWriter.text([String?.none, "a"]) == #"[null,"a"]"#)
    }

    @Test("escapes so that no control character and no newline stands in the text")
    func strings() throws {
        let all = String(String.UnicodeScalarView((0...0x7F).compactMap { Unicode.Scalar($0) })) + "é😀\u{2028}"
        let bytes = try JSONWriter.encode(all)
        #expect(bytes.allSatisfy { $0 >= 0x20 })
        #expect(try JSONValue(parsing: bytes) == .string(all))
        #expect(try JSONWriter.text("\r\n\tü\"") == #""\r\n\tü\"""#)
        #expect(try JSONWriter.text("a\"b\\c\nd\u{1f}/") == #""a\"b\\c\nd\u001f/""#)
    }

    @Test(
        "gives back what was read",
        arguments: [
            #"{"a":[1,2.5,"x",null,true,{"b":{}}],"c":-9223372036854775808}"#, "[]", "0", #""\u0000""#, "1e+300",
            "[[[]],{}]",
        ])
    func roundTrip(_ text: String) throws {
        #expect(try JSONWriter.text(JSONValue(parsing: Array(text.utf8))) == text)
    }

    @Test("writes a JSONValue inside another type")
    func mixed() throws {
        #expect(try JSONWriter.text(["k": [JSONValue.object(["z": 1, "a": [nil]])]]) == #"{"k":[{"a":[null],"z":1}]}"#)
    }

    @Test("writes behind what is there")
    func appending() throws {
        #expect(try JSONWriter.append([1], to: Array("x".utf8)) == Array("x[1]".utf8))
    }

    @Test("refuses numbers that JSON has not, and names their member", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(_ value: Double) {
        #expect(throws: JSONError.unrepresentable(path: "weights.0", reason: "not a finite number")) {
            try JSONWriter.encode(Part(id: 1, weights: [value]))
        }
    }

    @Test("refuses a type that writes into a container it has left")
    func outOfOrder() {
        #expect(throws: JSONError.self) { try JSONWriter.encode(OutOfOrder()) }
    }
}
