import Testing

@testable import SMTP

@Suite("A reader of SMTP replies")
struct SMTPReplyParserTests {
    private typealias Fault = SMTPReplyParser.Fault

    private func parse(_ text: String, pieces: Int = .max) throws(Fault) -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            parser.feed(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
            while let reply = try parser.next() { replies.append(reply) }
        }
        return replies
    }

    struct Case: Sendable {
        let text: String
        let replies: [SMTPReply]
    }

    static let cases = [
        Case(text: "250 OK\r\n", replies: [SMTPReply(code: 250, lines: ["OK"])]),
        Case(text: "250\r\n", replies: [SMTPReply(code: 250, lines: [""])]),
        Case(text: "250 \n", replies: [SMTPReply(code: 250, lines: [""])]),
        Case(
            text: "250-one\r\n250-two\r\n250 three\r\n354 go\r\n",
            replies: [
                SMTPReply(code: 250, lines: ["one", "two", "three"]), SMTPReply(code: 354, lines: ["go"]),
            ]),
        Case(text: "250-\r\n250\r\n", replies: [SMTPReply(code: 250, lines: ["", ""])]),
        Case(text: "550 5.1.1 <ünknown>\r\n", replies: [SMTPReply(code: 550, lines: ["5.1.1 <ünknown>"])]),
        Case(text: "", replies: []),
    ]

    @Test(arguments: cases) func readsReplies(_ c: Case) throws {
        #expect(try parse(c.text) == c.replies)
        #expect(try parse(c.text, pieces: 1) == c.replies)
        #expect(try parse(c.text, pieces: 3) == c.replies)
    }

    @Test(arguments: cases) func givesNothingOfATruncatedReply(_ c: Case) throws {
        for count in 0..<c.text.utf8.count {
            let whole = try parse(String(decoding: Array(c.text.utf8.prefix(count)), as: UTF8.self))
            #expect(whole == Array(c.replies.prefix(whole.count)))
            #expect(whole.count < c.replies.count)
        }
    }

    @Test(arguments: [
        "\r\n", "25\r\n", "abc\r\n", "199 x\r\n", "600 x\r\n", "250x\r\n", "250_ok\r\n", " 250 ok\r\n", "²50 ok\r\n",
        "+25 ok\r\n", "250-a\r\n\r\n",
    ])
    func refusesWhatIsNoReply(text: String) {
        #expect(throws: Fault.notAReply) { try parse(text) }
        #expect(throws: Fault.notAReply) { try parse(text, pieces: 1) }
    }

    @Test func refusesLinesWithDifferentCodes() {
        #expect(throws: Fault.codesDiffer) { try parse("250-a\r\n550 b\r\n") }
    }

    @Test func boundsALine() throws {
        let fitting = "250 " + String(repeating: "x", count: SMTPReplyParser.lineLimit - 5) + "\r\n"
        #expect(try parse(fitting).count == 1)
        let long = "250 " + String(repeating: "x", count: SMTPReplyParser.lineLimit)
        #expect(throws: Fault.lineTooLong) { try parse(long) }
        #expect(throws: Fault.lineTooLong) { try parse(long + "\r\n") }
        #expect(throws: Fault.lineTooLong) { try parse(long, pieces: 1) }
    }

    @Test func boundsTheNumberOfLines() throws {
        let lines = String(repeating: "250-x\r\n", count: SMTPReplyParser.lineCountLimit - 1)
        #expect(try parse(lines + "250 x\r\n").first?.lines.count == SMTPReplyParser.lineCountLimit)
        #expect(throws: Fault.tooManyLines) { try parse(lines + "250-x\r\n250 x\r\n") }
    }
}
