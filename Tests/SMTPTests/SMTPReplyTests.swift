import Mail
import Testing

@testable import SMTP

@Suite("A reply of an SMTP server")
struct SMTPReplyTests {
    @Test(
        arguments: [
            (["2.1.0 Ok"], "2.1.0", "Ok"), (["5.7.139 a", "5.7.139 b"], "5.7.139", "a b"), (["Ok"], nil, "Ok"),
            (["2.0 Ok"], nil, "2.0 Ok"), (["3.0.0 Ok"], nil, "3.0.0 Ok"), (["2.0.0"], "2.0.0", ""),
            (["2.1.1234 x"], nil, "2.1.1234 x"), (["a\tb\u{7}c"], nil, "a b c"), ([""], nil, ""),
        ] as [([String], String?, String)])
    func tellsItsEnhancedCodeFromItsText(lines: [String], enhanced: String?, text: String) {
        let reply = SMTPReply(code: 250, lines: lines)
        #expect(reply.serverReply == ServerReply(code: 250, enhancedCode: enhanced, text: text))
    }

    @Test func isShortenedVisibly() {
        let reply = SMTPReply(code: 550, lines: [String(repeating: "x", count: 4_000)])
        #expect(reply.serverReply.text == String(repeating: "x", count: 1_000) + "…")
    }

    @Test func isShortenedBetweenWords() {
        let reply = SMTPReply(code: 550, lines: [String(repeating: "x", count: 990) + " " + Self.longAddress])
        #expect(reply.serverReply.text == String(repeating: "x", count: 990) + "…")
        let fitting = SMTPReply(code: 550, lines: [String(repeating: "x", count: 1_000) + " y"])
        #expect(fitting.serverReply.text == String(repeating: "x", count: 1_000) + "…")
    }

    private static let longAddress = "ann.of.the.long.name@example.com"

    @Test(arguments: ["451 4.3.0 <address> is busy", "552 5.3.4 too long for <address>", "530 <address> must sign in"])
    func namesNobodyInAnError(sentence: String) throws {
        let words = sentence.replacing("<address>", with: "<ann@example.com>:")
        let reply = SMTPReply(code: try #require(Int(words.prefix(3))), lines: [String(words.dropFirst(4))])
        switch SMTPRefusal.ofMessage(reply) {
        case .unavailable(let told, _, _), .tooLarge(let told), .authenticationFailed(let told):
            #expect(told == sentence)
        case let other: Issue.record(other)
        }
    }

    @Test(
        arguments: [
            ("Ok: queued as 4F1A2B3C", "4F1A2B3C"), ("OK id=1qXyZ-0001aB-2C", "1qXyZ-0001aB-2C"),
            ("<a@b> [InternalId=27616, Hostname=X.example] 4711 bytes in 0.2, Queued mail for delivery", "27616"),
            ("7BLn1Q1O012345 Message accepted for delivery", "7BLn1Q1O012345"), ("OK", nil), ("", nil),
            ("queued as", nil), ("will be queued soon", nil), ("id=", nil),
        ] as [(String, String?)])
    func namesTheMessageWhereItsWordsDo(text: String, id: String?) {
        #expect(QueueID.find(in: text) == id)
    }

    @Test func listsCapabilities() {
        let reply = SMTPReply(
            code: 250,
            lines: [
                "smtp.example Hello", "SIZE 157286400", "pipelining", "ENHANCEDSTATUSCODES", "AUTH LOGIN XOAUTH2",
                "AUTH=PLAIN LOGIN", "8BITMIME", "SMTPUTF8", "", "X-OTHER",
            ])
        var expected = SMTPCapabilities()
        expected.pipelining = true
        expected.eightBitMIME = true
        expected.smtpUTF8 = true
        expected.size = true
        expected.sizeLimit = 157_286_400
        expected.mechanisms = ["LOGIN", "XOAUTH2", "PLAIN"]
        #expect(SMTPCapabilities(reply) == expected)
    }

    @Test(
        arguments: [("SIZE", nil), ("SIZE 0", nil), ("SIZE 10", 10), ("SIZE many", nil), ("SIZE -1", nil)]
            as [(String, Int?)])
    func limitsTheSizeOnlyWithANumber(line: String, limit: Int?) {
        let capabilities = SMTPCapabilities(SMTPReply(code: 250, lines: ["host", line]))
        #expect(capabilities.sizeLimit == limit)
        #expect(capabilities.size)
    }

    @Test func itsFirstLineIsNoCapability() {
        #expect(SMTPCapabilities(SMTPReply(code: 250, lines: ["PIPELINING"])) == SMTPCapabilities())
    }
}
