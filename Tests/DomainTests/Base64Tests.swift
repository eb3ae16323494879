import Testing

@testable import Domain

@Suite("Base64")
struct Base64Tests {
    @Test(
        "writes and reads the vectors of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(Base64(Array(plain.utf8)).text == encoded)
        #expect(Base64(encoded)?.bytes == Array(plain.utf8))
        #expect(Base64(Base64(Array(plain.utf8)).urlText)?.bytes == Array(plain.utf8))
    }

    @Test(
        "refuses what is not base64",
        arguments: ["Z", "Zg=", "Zg===", "Zh==", "Zm9v=", "Zm9v Zm9v", "Z=g=", "====", "Zm9é"])
    func refused(text: String) {
        #expect(Base64(text) == nil)
    }

    @Test("uses the other alphabet for URLs")
    func url() {
        #expect(Base64([0xFB, 0xFF]).text == "+/8=")
        #expect(Base64([0xFB, 0xFF]).urlText == "-_8")
        #expect(Base64("-_8")?.bytes == [0xFB, 0xFF])
    }
}
