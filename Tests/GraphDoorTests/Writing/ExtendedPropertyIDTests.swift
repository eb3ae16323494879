import Testing

@testable import GraphDoor

@Suite("The name of an extended property")
struct ExtendedPropertyIDTests {
    @Test(
        "has one form however it is written",
        arguments: [
            ("String 0x1042", "String 0x1042"), ("String 0x39", "String 0x0039"), ("Integer 0xe07", "Integer 0x0E07"),
            (
                "String {00020386-0000-0000-C000-000000000046} Name X-Note",
                "String {00020386-0000-0000-C000-000000000046} Name X-Note"
            ),
        ])
    func good(_ text: String, _ form: String) { #expect(ExtendedPropertyID(text)?.text == form) }

    @Test("of several values has a type that says so")
    func several() {
        #expect(ExtendedPropertyID("StringArray 0x39", ofSeveralValues: true)?.text == "StringArray 0x0039")
        for text in ["String 0x39", "Array 0x39", "TextArray 0x39"] {
            #expect(ExtendedPropertyID(text, ofSeveralValues: true) == nil)
        }
        #expect(ExtendedPropertyID("StringArray 0x39") == nil)
    }

    @Test(
        "is refused when it is none",
        arguments: [
            "", "0x1042", "String", "String 1042", "Text 0x1042", "String 0x10421", "String 0x+1", "String {x} Name n",
            "String {00020386-0000-0000-C000-000000000046} Number 1",
        ])
    func bad(_ text: String) { #expect(ExtendedPropertyID(text) == nil) }
}
