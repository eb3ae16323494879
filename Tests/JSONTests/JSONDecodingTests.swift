import JSON
import Testing

@Suite("Reading a value as a Swift type")
struct JSONDecodingTests {
    enum Colour: String, Codable, CaseIterable { case red, blue }

    struct Address: Codable, Equatable {
        var name: String?
        var address: String
    }

    struct Letter: Codable, Equatable {
        var to: [Address]
        var colour: Colour?
        var size: UInt8?
        var weight: Double?
        var labels: [String: Int]?
        var urgent: Bool?
    }

    /// Reads a `Letter` and one member more from the same object.
    struct Registered: Decodable {
        var letter: Letter
        var number: Int
        enum CodingKeys: CodingKey { case number }
        init(from decoder: any Decoder) throws {
            letter = try Letter(from: decoder)
            number = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .number)
        }
    }

    struct Nothing: Decodable {}

    struct Open: Decodable {
        var rest: JSONValue
    }

    func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test("gives what is there")
    func whole() throws {
        let text =
            #"{"to":[{"name":"Ann","address":"a"},{"address":"b"}],"colour":"blue","size":5.0,"weight":2,"labels":{"x":1},"urgent":null}"#
        let letter = try value(text).decode(Letter.self, unknownKeys: .refused)
        #expect(
            letter
                == Letter(
                    to: [Address(name: "Ann", address: "a"), Address(address: "b")], colour: .blue, size: 5, weight: 2,
                    labels: ["x": 1]))
    }

    @Test(
        "names the place and what belongs there",
        arguments: [
            (#"{}"#, "to is missing"), (#"{"to":null}"#, "to must be an array"),
            (#"{"to":[{}]}"#, "to[0].address is missing"),
            (#"{"to":[{"address":"a"},{"address":7}]}"#, "to[1].address must be a string"),
            (#"{"to":[1]}"#, "to[0] must be an object"), (#"[]"#, "must be an object"),
            (#"{"to":[],"colour":"secret"}"#, "colour: must be one of red, blue"),
            (#"{"to":[],"size":256}"#, "size: must be a whole number from 0 to 255"),
            (#"{"to":[],"size":1.5}"#, "size must be a whole number"),
            (#"{"to":[],"size":"1"}"#, "size must be a whole number"),
            (#"{"to":[],"urgent":0}"#, "urgent must be true or false"),
            (#"{"to":[],"weight":true}"#, "weight must be a number"),
            (#"{"to":[],"labels":{"secret":"x"}}"#, "labels.secret must be a whole number"),
            (#"{"to":[],"color":"red"}"#, "color is not known here"),
            (#"{"to":[{"address":"a","b":1}]}"#, "to[0].b is not known here"),
            (#"{"to":[{"address":"a","b":1}],"z":1}"#, "z is not known here"),
        ])
    func failures(_ text: String, _ message: String) throws {
        let value = try value(text)
        #expect {
            try value.decode(Letter.self, unknownKeys: .refused)
        } throws: {
            ($0 as? JSONError)?.description == message
        }
    }

    @Test("passes over unknown members where they are ignored")
    func ignored() throws {
        let letter = try value(#"{"to":[{"address":"a","b":1}],"z":1}"#).decode(Letter.self, unknownKeys: .ignored)
        #expect(letter.to == [Address(address: "a")])
    }

    @Test("understands a type that reads another from the same object")
    func flattened() throws {
        let good = try value(#"{"to":[],"number":3}"#).decode(Registered.self, unknownKeys: .refused)
        #expect(good.number == 3)
        let bad = try value(#"{"to":[],"number":3,"x":1}"#)
        #expect(throws: JSONError.unknownKey(path: "x")) { try bad.decode(Registered.self, unknownKeys: .refused) }
    }

    @Test("refuses members of a type that has none, and takes any within a JSONValue")
    func extremes() throws {
        let value = try value(#"{"rest":{"a":{"b":1}}}"#)
        #expect(throws: JSONError.unknownKey(path: "rest")) { try value.decode(Nothing.self, unknownKeys: .refused) }
        #expect(try value.decode(Open.self, unknownKeys: .refused).rest == ["a": ["b": 1]])
        #expect(try value.decode(JSONValue.self, unknownKeys: .refused) == value)
    }

    @Test("cuts a long name from outside in its message")
    func longName() {
        let value = JSONValue.object([String(repeating: "x", count: 10_000): 1])
        #expect(throws: JSONError.unknownKey(path: String(repeating: "x", count: 64))) {
            try value.decode(Nothing.self, unknownKeys: .refused)
        }
    }
}
