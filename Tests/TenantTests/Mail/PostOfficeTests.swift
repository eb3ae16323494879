import Domain
import MIME
import Tenant
import Testing

@Suite("The post office")
struct PostOfficeTests {
    @Test("delivers to everybody here, stamped, and only notes who is elsewhere")
    func delivery() throws {
        let town = Town()
        let receipt = try town.office.submit(
            town.submission(to: ["Bruno@contoso.example", "bruno@contoso.example", "x@elsewhere.example"]))
        #expect(receipt.delivered == [.bruno] && receipt.forwarded == ["x@elsewhere.example"] && receipt.bounced == [])
        let letter = try #require(town.letters(of: .bruno, .inbox).first)
        #expect(letter.arrivedHeaders.prefix(2).map(\.name) == ["Return-Path", "Received"])
        #expect(letter.arrivedHeaders.contains(HeaderField(name: "Subject", value: "Hello")))
        #expect(letter.conversation == "Hello" && letter.from?.address == "adele@contoso.example")
        let message = try #require(town.messages(of: .bruno, .inbox).first)
        #expect(!message.isRead && !message.isDraft)
    }

    @Test("counts what was handed over")
    func record() throws {
        let town = Town()
        let receipt = try town.office.submit(town.submission(to: ["x@elsewhere.example"], door: .smtp))
        let sent = try #require(town.office.sent.first)
        #expect(town.office.sent.count == 1 && sent.sequence == receipt.record.sequence)
        #expect(sent.messageID == "<Hello@contoso.example>" && sent.recipients == ["x@elsewhere.example"])
        #expect(sent.from == "adele@contoso.example" && sent.sender == sent.from && sent.door == .smtp)
    }

    @Test("hides blind copies from recipients and shows them to the sender")
    func bcc() throws {
        let town = Town()
        var letter = Letter.sample(
            from: "adele@contoso.example",
            arrived: "Bcc: bruno@contoso.example\r\nSubject: Hello\r\nX-Own: 1\r\n\r\nText\r\n")
        letter.bcc = [NamedAddress(address: "bruno@contoso.example")]
        _ = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"]))
        let delivered = try #require(town.letters(of: .bruno, .inbox).first)
        let bytes = String(decoding: delivered.arrived ?? [], as: UTF8.self)
        #expect(delivered.bcc.isEmpty && !bytes.contains("Bcc"))
        #expect(bytes.hasPrefix("Return-Path: <adele@contoso.example>\r\nReceived: "))
        #expect(bytes.hasSuffix("\r\nSubject: Hello\r\nX-Own: 1\r\n\r\nText\r\n"))
        #expect(town.letters(of: .adele, .sentItems).first?.bcc.count == 1)
    }

    @Test("leaves own header fields with a letter that was written here")
    func ownFields() throws {
        let town = Town()
        var letter = Letter.sample()
        letter.extraHeaders = [HeaderField(name: "x-own", value: "1")]
        _ = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"]))
        let headers = Rendering.headerFields(of: try #require(town.letters(of: .bruno, .inbox).first))
        #expect(headers.count { $0.name == "x-own" } == 1)
        #expect(headers.count { $0.name == "From" } == 1)
    }

    @Test(
        "reports to the sender whom a message did not reach",
        arguments: [
            "nobody@contoso.example", "no address", "full@contoso.example", "support@contoso.example",
        ])
    func bounce(recipient: String) throws {
        let town = Town()
        town.directory.change(person: .support) { $0.hasMailbox = false }
        let receipt = try town.office.submit(town.submission(to: [recipient, "bruno@contoso.example"]))
        #expect(receipt.bounced == [recipient] && receipt.delivered == [.bruno])
        let report = try #require(town.letters(of: .adele, .inbox).first)
        #expect(report.subject == "Undeliverable: Hello" && report.inReplyTo == "<Hello@contoso.example>")
        #expect(report.body.content.contains(recipient) && report.conversation == "Hello")
    }

    @Test(
        "writes its report as programs read reports, with the header of what failed", arguments: RenderingMode.allCases)
    func reportStructure(mode: RenderingMode) throws {
        let town = Town()
        var letter = Letter.sample()
        letter.bcc = [NamedAddress(address: "secret@contoso.example")]
        _ = try town.office.submit(town.submission(letter, to: ["nobody@contoso.example", "nor@contoso.example"]))
        let report = try #require(town.letters(of: .adele, .inbox).first)
        let bytes = Rendering.document(of: report, number: MessageNumber(1), mode: mode).bytes
        let header = String(decoding: bytes.prefix(2_000), as: UTF8.self)
        #expect(header.contains("Content-Type: multipart/report;\r\n boundary="))
        #expect(header.contains(";\r\n report-type=delivery-status\r\n"))
        let parts = try ParsedMessage(parsing: bytes).parts
        #expect(parts.map(\.contentType) == ["text/plain", "message/delivery-status", "text/rfc822-headers"])
        let status = String(decoding: parts[1].content, as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(status.first == "Reporting-MTA: dns;sandbox.outlook.example")
        #expect(status.filter { $0.hasPrefix("Final-Recipient: rfc822;n") }.count == 2)
        #expect(status.filter { $0 == "Status: 5.1.10" }.count == 2)
        let original = String(decoding: parts[2].content, as: UTF8.self)
        #expect(original.contains("Message-ID: <Hello@contoso.example>") && original.contains("Subject: Hello"))
        #expect(!original.contains("secret"))
    }

    @Test("never reports on a report")
    func noLoop() throws {
        let town = Town()
        var submission = town.submission(to: ["nobody@contoso.example"])
        submission.envelopeSender = ""
        #expect(try town.office.submit(submission).bounced == ["nobody@contoso.example"])
        #expect(town.letters(of: .adele, .inbox).isEmpty)
    }

    @Test("files the copy in Sent Items as read, and only once the send was answered")
    func sentCopy() async throws {
        let town = Town { $0.set(Facts.sentCopyDelayMilliseconds, to: 3_600_000) }
        _ = try town.office.submit(town.submission(to: ["bruno@contoso.example"]))
        #expect(town.messages(of: .adele, .sentItems).isEmpty)
        let quick = Town { $0.set(Facts.sentCopyDelayMilliseconds, to: 1) }
        _ = try quick.office.submit(quick.submission(to: ["bruno@contoso.example"]))
        await quick.office.settle()
        #expect(quick.messages(of: .adele, .sentItems).map(\.isRead) == [true])
    }

    @Test("files no copy where none is wanted, or where servers do not file what SMTP sends")
    func noCopy() throws {
        let town = Town { $0.set(Facts.serverFilesSentCopy, to: false) }
        var submission = town.submission(to: ["bruno@contoso.example"], door: .smtp)
        _ = try town.office.submit(submission)
        submission.door = .graph
        submission.sentCopy = .none
        _ = try town.office.submit(submission)
        #expect(town.messages(of: .adele, .sentItems).isEmpty)
    }

    @Test("names a message that has no name, and says when it was sent")
    func completion() throws {
        let town = Town()
        var letter = Letter.sample()
        letter.messageID = ""
        let receipt = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"]))
        let delivered = try #require(town.letters(of: .bruno, .inbox).first)
        #expect(
            receipt.record.messageID.hasSuffix("@contoso.example>") && delivered.messageID == receipt.record.messageID)
        #expect(delivered.from == NamedAddress(name: "Sample adele", address: "adele@contoso.example"))
        #expect(delivered.sentAt > letter.sentAt)
    }
}
