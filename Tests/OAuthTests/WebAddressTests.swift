import OAuth
import Testing

@Suite("A web address")
struct WebAddressTests {
    @Test(
        "is taken apart",
        arguments: [
            ("https://a.example", "a.example", nil, "", nil),
            ("HTTPS://A.Example:8443/p/q?x=y?z", "a.example", 8_443, "/p/q", "x=y?z"),
            ("http://[::1]:80/", "[::1]", 80, "/", nil), ("https://a.example?q", "a.example", nil, "", "q"),
        ] as [(String, String, Int?, String, String?)])
    func parts(_ c: (text: String, host: String, port: Int?, path: String, query: String?)) throws {
        let address = try #require(WebAddress(c.text))
        #expect(address.host == c.host)
        #expect(address.port == c.port)
        #expect(address.path == c.path)
        #expect(address.query == c.query)
    }

    @Test(
        "that could be read in two ways is refused",
        arguments: [
            "", "https://", "https:///path", "ftp://a.example", "//a.example", "https://user@a.example",
            "https://a.example:0",
            "https://a.example:65536", "https://a.example:8a", "https://a.example:", "https://a.example/#f",
            "https://a.example\\@evil.example/", "https://a example", "https://ä.example", "https://a.example/\r\nX: y",
            "https://[::1", "https://[]", "https://a.example/\"", "https://" + String(repeating: "a", count: 2_048),
        ])
    func refused(_ text: String) { #expect(WebAddress(text) == nil) }

    @Test(
        "without TLS is good enough only on this machine",
        arguments: [
            ("https://a.example", true), ("http://localhost", true), ("http://127.0.0.1:9", true),
            ("http://[::1]/", true),
            ("http://127.1.2.3", true), ("http://a.example", false), ("http://127.0.0.1.evil.example", false),
            ("http://127.evil.1.1", false), ("http://10.0.0.1", false),
        ])
    func security(_ c: (text: String, isEnough: Bool)) { #expect(WebAddress(c.text)?.isSecureEnough == c.isEnough) }
}
