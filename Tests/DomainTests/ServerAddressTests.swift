import Domain
import Testing

@Suite("The address of a server")
struct ServerAddressTests {
    @Test(
        "takes host names and IP addresses",
        arguments: [
            "localhost", "imap.example.com", "mail_1.example", "xn--mnchen-3ya.example", "1mail.example", "192.0.2.1",
            "::1", "2001:db8::25", "::ffff:192.0.2.1", String(repeating: "a", count: 63) + ".example",
        ])
    func hosts(_ text: String) { #expect(ServerAddress.isHost(text)) }

    @Test(
        "takes nothing else for a host",
        arguments: [
            "", ".", "a..b", "example.com.", "münchen.example", "a b", "a/b", "a@b", "a\r\nb", "a\0", "-a.example",
            "a-.example", "192.0.2.256", "192.0.2", "mail.1", "[::1]", "fe80::1%eth0", "imap.example.com:993", ":",
            String(repeating: "a", count: 64), String(repeating: "a.", count: 127) + "a",
            String(repeating: ":", count: 46),
        ])
    func others(_ text: String) { #expect(!ServerAddress.isHost(text)) }
}
