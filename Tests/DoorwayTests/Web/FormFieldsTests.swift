import Doorway
import Testing

@Suite("The fields of a query or a form")
struct FormFieldsTests {
    @Test("are decoded in order, and the first of a name counts")
    func reads() throws {
        let fields = try FormFields(parsing: "b=1&a=x+y%26z&b=2&&c&d=e=f")
        #expect(fields.names == ["b", "a", "b", "c", "d"])
        #expect(fields["b"] == "1")
        #expect(fields[all: "b"] == ["1", "2"])
        #expect(fields["a"] == "x y&z")
        #expect(fields["c"] == "")
        #expect(fields["d"] == "e=f")
        #expect(fields["D"] == nil)
    }

    @Test("say which field is malformed")
    func malformed() {
        #expect(throws: FormError.malformed(field: 1)) { try FormFields(parsing: "a=1&b=%ZZ") }
        #expect(throws: FormError.malformed(field: 0)) { try FormFields(parsing: [0xff]) }
    }

    @Test("are no more than any request has")
    func tooMany() throws {
        let most = Array(repeating: "a", count: FormFields.limit).joined(separator: "&")
        #expect(try FormFields(parsing: most).fields.count == FormFields.limit)
        #expect(throws: FormError.tooMany) { try FormFields(parsing: most + "&a") }
    }

    @Test("come out of their text again")
    func text() throws {
        let fields: FormFields = ["a b": "ü&=", "c": "+ %"]
        #expect(try FormFields(parsing: fields.text) == fields)
    }
}
