import MIME
import Testing

@Suite("A host name")
struct HostNameTests {
    @Test(
        "is written with A-labels",
        arguments: [
            ("example.com", "example.com"), ("bücher.example", "xn--bcher-kva.example"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ])
    func ascii(_ c: (name: String, ascii: String)) {
        #expect(HostName.ascii(c.name) == c.ascii)
    }

    @Test(
        "that DNS could not carry is none",
        arguments: ["", "a b", "a\u{0}b", "a..b", String(repeating: "a", count: 64), "a\r\nb", "ex@mple", "\u{FFFF}"])
    func refused(_ name: String) {
        #expect(HostName.ascii(name) == nil)
    }
}
