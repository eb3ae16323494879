import Domain
import Mail
import Testing

@testable import SMTP

@Suite("An envelope for one server")
struct WireEnvelopeTests {
    private func wire(
        from sender: String = "ann@example.com", to recipients: [String] = ["bob@example.org"],
        _ text: String = "Subject: a\r\n\r\nb\r\n", _ change: (inout SMTPCapabilities) -> Void = { _ in }
    ) throws -> WireEnvelope {
        var offered = SMTPCapabilities()
        change(&offered)
        let envelope = Envelope(
            sender: try #require(EmailAddress(sender)),
            recipients: try recipients.map { try #require(EmailAddress($0)) })
        return try WireEnvelope(envelope, OutgoingMessage(Array(text.utf8)), offered)
    }

    @Test func saysOnlyWhatIsNeededAndOffered() throws {
        #expect(try wire().parameters == "")
        #expect(try wire { $0.size = true }.parameters == " SIZE=17")
        #expect(
            try wire {
                $0.eightBitMIME = true
                $0.smtpUTF8 = true
            }.parameters == "")
        #expect(try wire("Subject: a\r\n\r\nü") { $0.eightBitMIME = true }.parameters == " BODY=8BITMIME")
        #expect(
            try wire("Subject: ü\r\n\r\nb") {
                $0.eightBitMIME = true
                $0.smtpUTF8 = true
            }.parameters == " BODY=8BITMIME SMTPUTF8")
        #expect(try wire(from: "änn@example.com") { $0.smtpUTF8 = true }.parameters == " SMTPUTF8")
    }

    @Test func writesDomainsInALabelsUnlessTheServerReadsUTF8() throws {
        let plain = try wire(from: "ann@bücher.example", to: ["bob@例え.jp", "c@d.org"])
        #expect(plain.sender == "ann@xn--bcher-kva.example")
        #expect(plain.recipients == ["bob@xn--r8jz45g.jp", "c@d.org"])
        let international = try wire(from: "änn@bücher.example", to: ["bob@例え.jp"]) { $0.smtpUTF8 = true }
        #expect(international.sender == "änn@bücher.example")
        #expect(international.recipients == ["bob@例え.jp"])
    }

    @Test func isRefusedBeforeMailWhereTheServerLacksSomething() {
        #expect(throws: MailError.self) { try wire(from: "änn@example.com") }
        #expect(throws: MailError.self) { try wire(to: ["bob@example.com", "böb@example.com"]) }
        #expect(throws: MailError.self) { try wire("Subject: ü\r\n\r\nb") { $0.eightBitMIME = true } }
        #expect(throws: MailError.self) { try wire("Subject: a\r\n\r\nü") }
        #expect(throws: MailError.self) { try wire(to: []) }
    }

    @Test(arguments: [(16, true), (17, false)])
    func isRefusedWhenTheMessageIsTooLong(limit: Int, isRefused: Bool) {
        var error: MailError?
        do {
            _ = try wire {
                $0.size = true
                $0.sizeLimit = limit
            }
        } catch let thrown as MailError {
            error = thrown
        } catch {
            Issue.record(error)
        }
        #expect(error == (isRefused ? .tooLarge("the message has 17 bytes, and the server takes 16") : nil))
    }
}
