import Mail
import Testing

@Suite("A sentence of a server")
struct MailTextTests {
    @Test(
        "is told without the addresses in it, and else unchanged",
        arguments: [
            ("5.1.1 <ann@example.com>: no such user", "5.1.1 <address> no such user"),
            ("ann@example.com bob@example.com", "<address> <address>"),
            ("see\tmailto:ann@example.com,\r\nthen go", "see\t<address>\r\nthen go"),
            ("  try  later ", "  try  later "),
            ("ann@\u{301}example.com", "<address>"),
            ("", ""),
        ])
    func addresses(said: String, told: String) {
        #expect(MailText.withoutAddresses(said) == told)
    }
}
