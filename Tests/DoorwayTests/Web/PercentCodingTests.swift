import Doorway
import Testing

@Suite("Percent-encoding")
struct PercentCodingTests {
    @Test(
        "decodes escapes, and plus signs in forms alone",
        arguments: [
            ("a%20b", false, "a b"), ("a+b", false, "a+b"), ("a+b", true, "a b"), ("%C3%BC", false, "ü"),
            ("%2f%2F", false, "//"), ("", false, ""), ("%00", false, "\0"),
        ])
    func decodes(text: String, isForm: Bool, expected: String) {
        #expect(PercentCoding.decode(text, plusIsSpace: isForm) == expected)
    }

    @Test("refuses what is no escape or no UTF-8", arguments: ["%", "%4", "%zz", "a%", "%C3", "%FF", "%4%31"])
    func refuses(text: String) {
        #expect(PercentCoding.decode(text) == nil)
    }

    @Test("escapes all but unreserved characters and those to be kept")
    func encodes() {
        #expect(PercentCoding.encode("a-._~ /ü&=+") == "a-._~%20%2F%C3%BC%26%3D%2B")
        #expect(PercentCoding.encode("a/b c", keeping: "/") == "a/b%20c")
    }
}
