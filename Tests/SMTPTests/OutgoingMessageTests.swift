import Mail
import Testing

@testable import SMTP

@Suite("A message on its way out")
struct OutgoingMessageTests {
    private func wire(_ text: String) throws -> String {
        let message = try OutgoingMessage(Array(text.utf8))
        var position = 0
        var bytes: [UInt8] = []
        while let piece = message.nextPiece(after: &position) { bytes += piece }
        return String(decoding: bytes + message.terminator, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ".\r\n"), ("\r\n", "\r\n.\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
        (".\r\n", "..\r\n.\r\n"), ("..\r\n", "...\r\n.\r\n"), ("a.\r\n.b\r\nc.d\r\n", "a.\r\n..b\r\nc.d\r\n.\r\n"),
        ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"), ("a\r\n\r\n", "a\r\n\r\n.\r\n"), ("a\r\n.", "a\r\n..\r\n.\r\n"),
    ])
    func hasItsDotsDoubledAndOneDotBehindIt(text: String, expected: String) throws {
        #expect(try wire(text) == expected)
    }

    @Test func isTheSameInPiecesOfAnyAlignment() throws {
        for shift in 0..<4 {
            let text = String(repeating: "x", count: shift) + String(repeating: "\r\n.", count: 50_000) + "\r\n"
            let expected = text.replacing("\r\n.", with: "\r\n..") + ".\r\n"
            #expect(try wire(text) == expected)
        }
    }

    @Test(arguments: [
        "a\nb", "a\rb", "\n", "\r", "a\r\n\n", "a\n\r\n", "a\r\r\n", "a\r\n\r", "a\r\n.\nMAIL FROM:<x@y>\r\n",
        "a\r.\r\nb", "a\r\n\r.\r\n",
    ])
    func isRefusedWithABareLineEnd(text: String) {
        #expect(throws: MailError.self) { try OutgoingMessage(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("Subject: a\r\n\r\nb\r\n", false, false), ("Subject: a\r\n\r\nü\r\n", true, false),
        ("Subject: ü\r\n\r\nb\r\n", true, true), ("ü", true, true), ("\r\nü", true, false),
        ("A: b\r\n c\r\n\r\nü", true, false),
    ])
    func knowsWhatItNeeds(text: String, isEightBit: Bool, hasInternationalHeader: Bool) throws {
        let message = try OutgoingMessage(Array(text.utf8))
        #expect(message.isEightBit == isEightBit)
        #expect(message.hasInternationalHeader == hasInternationalHeader)
    }
}
