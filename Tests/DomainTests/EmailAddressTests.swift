import Testing

@testable import Domain

@Suite("A mail address")
struct EmailAddressTests {
    @Test(
        "is taken as it stands",
        arguments: [
            "ann@example.com", "a.b+c@x-y.example", "käte@exämple.de", "o'brien@example.co",
            "!#$%&'*+-/=?^_`{|}~@example.com",
        ])
    func accepted(text: String) {
        #expect(EmailAddress(text)?.description == text)
    }

    @Test(
        "is refused when it could break a command or a header open, or is too long",
        arguments: [
            "", "ann", "@example.com", "ann@", "ann@example.com\r\nRCPT TO:<eve@example.com>", "a b@example.com",
            "ann@exam ple.com",
            "ann@example.com\0", "a\u{1}b@example.com", ".ann@example.com", "a..b@example.com", "ann@-.",
            "ann@example..com",
            "\"a b\"@example.com", "ann@[127.0.0.1]", "<ann@example.com>", "ann@example.com,bob@example.com",
            "a\u{202E}b@example.com",
            String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b", count: 64) + ".com",
        ])
    func refused(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test("says when its local part needs SMTPUTF8")
    func smtpUTF8() throws {
        #expect(try #require(EmailAddress("käte@example.com")).needsSMTPUTF8)
        #expect(try #require(EmailAddress("ann@exämple.de")).needsSMTPUTF8 == false)
    }
}
