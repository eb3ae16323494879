import Domain
import Mail
import Testing

@testable import SMTP

@Suite("A mail transaction")
struct MailTransactionTests {
    private func transaction(
        recipients: Int, requiresAll: Bool = false, pipelining: Bool = true
    ) throws -> MailTransaction {
        let envelope = Envelope(
            sender: try #require(EmailAddress("a@b.example")),
            recipients: try (0..<recipients).map { try #require(EmailAddress("r\($0)@b.example")) })
        return MailTransaction(
            try WireEnvelope(envelope, OutgoingMessage([]), SMTPCapabilities()), requiresAll: requiresAll,
            pipelining: pipelining)
    }

    private func text(_ action: MailTransaction.Action) -> String {
        switch action {
        case .send(let bytes): String(decoding: bytes, as: UTF8.self)
        case .wait: "wait"
        case .sendMessage: "message"
        case .finished(.success(let receipt)): "sent \(receipt.recipients.map(\.accepted))"
        case .finished(.failure(let error)): "\(error)"
        }
    }

    private func reply(_ code: Int, _ text: String = "") -> SMTPReply { SMTPReply(code: code, lines: [text]) }

    @Test func sendsMailAndRecipientsTogetherAndDataAlone() throws {
        var transaction = try transaction(recipients: 2)
        #expect(
            String(decoding: transaction.begin(), as: UTF8.self)
                == "MAIL FROM:<a@b.example>\r\nRCPT TO:<r0@b.example>\r\nRCPT TO:<r1@b.example>\r\n")
        #expect(text(transaction.received(reply(250))) == "wait")
        #expect(transaction.hasBegun)
        #expect(text(transaction.received(reply(250))) == "wait")
        #expect(text(transaction.received(reply(250))) == "DATA\r\n")
        #expect(text(transaction.received(reply(354))) == "message")
        #expect(text(transaction.received(reply(250))) == "sent [true, true]")
        #expect(transaction.leavesConnectionUsable)
    }

    @Test func waitsForEachReplyWithoutPipelining() throws {
        var transaction = try transaction(recipients: 2, pipelining: false)
        #expect(String(decoding: transaction.begin(), as: UTF8.self) == "MAIL FROM:<a@b.example>\r\n")
        #expect(text(transaction.received(reply(250))) == "RCPT TO:<r0@b.example>\r\n")
        #expect(text(transaction.received(reply(251))) == "RCPT TO:<r1@b.example>\r\n")
        #expect(text(transaction.received(reply(550))) == "DATA\r\n")
        #expect(text(transaction.received(reply(354))) == "message")
        #expect(text(transaction.received(reply(250))) == "sent [true, false]")
    }

    @Test func neverHasMoreThanAHundredCommandsUnanswered() throws {
        var transaction = try transaction(recipients: 250)
        var flights = [transaction.begin().count { $0 == UInt8(ascii: "\n") }]
        for _ in 0...250 {
            if case .send(let bytes) = transaction.received(reply(250)) {
                flights.append(bytes.count { $0 == UInt8(ascii: "\n") })
            }
        }
        #expect(flights == [100, 100, 51, 1])
    }

    struct Case: Sendable {
        let name: String
        var requiresAll = false
        let replies: [Int]
        let last: String
        var usable = true
    }

    @Test(arguments: [
        Case(name: "MAIL refused", replies: [550, 503, 503], last: "messageRejected"),
        Case(name: "MAIL refused for now", replies: [451, 503, 503], last: "unavailable"),
        Case(name: "nobody accepted", replies: [250, 550, 450, 250], last: "recipientsRejected"),
        Case(
            name: "nobody accepted, RSET refused", replies: [250, 550, 450, 500], last: "recipientsRejected",
            usable: false),
        Case(
            name: "one refused, all required", requiresAll: true, replies: [250, 250, 550, 250],
            last: "recipientsRejected"),
        Case(name: "all accepted, all required", requiresAll: true, replies: [250, 250, 250, 354, 250], last: "sent"),
        Case(name: "DATA refused", replies: [250, 250, 250, 554, 250], last: "messageRejected"),
        Case(name: "DATA refused for now", replies: [250, 250, 250, 451, 250], last: "unavailable"),
        Case(name: "DATA answered with 250", replies: [250, 250, 250, 250], last: "protocolViolation", usable: false),
        Case(name: "354 to MAIL", replies: [354], last: "protocolViolation", usable: false),
        Case(name: "message refused", replies: [250, 250, 250, 354, 554], last: "messageRejected"),
        Case(name: "message refused for now", replies: [250, 250, 250, 354, 451], last: "unavailable"),
        Case(
            name: "an answer that is none", replies: [250, 250, 250, 354, 354], last: "sendOutcomeUnknown",
            usable: false),
        Case(name: "421 to MAIL", replies: [421], last: "unavailable", usable: false),
        Case(name: "421 to RCPT", replies: [250, 421], last: "unavailable", usable: false),
        Case(name: "421 to DATA", replies: [250, 250, 250, 421], last: "unavailable", usable: false),
        Case(name: "421 to the message", replies: [250, 250, 250, 354, 421], last: "unavailable", usable: false),
        Case(name: "421 to RSET", replies: [250, 550, 550, 421], last: "unavailable", usable: false),
    ])
    func ends(_ c: Case) throws {
        var transaction = try transaction(recipients: 2, requiresAll: c.requiresAll)
        _ = transaction.begin()
        var last = ""
        for code in c.replies { last = text(transaction.received(reply(code))) }
        #expect(last.hasPrefix(c.last), "\(c.name): \(last)")
        #expect(transaction.leavesConnectionUsable == c.usable, "\(c.name)")
    }

    @Test func tellsWhatBecameOfEachRecipient() throws {
        var transaction = try transaction(recipients: 3)
        _ = transaction.begin()
        _ = transaction.received(reply(250))
        _ = transaction.received(reply(250, "2.1.5 Ok"))
        _ = transaction.received(reply(550, "5.1.1 unknown"))
        _ = transaction.received(reply(452, "4.5.3 too many"))
        _ = transaction.received(reply(354))
        guard case .finished(.success(let receipt)) = transaction.received(reply(250, "2.0.0 Ok: queued as ABC")) else {
            Issue.record("not sent")
            return
        }
        #expect(
            receipt
                == SubmissionReceipt(
                    reply: ServerReply(code: 250, enhancedCode: "2.0.0", text: "Ok: queued as ABC"), queueID: "ABC",
                    recipients: [
                        RecipientResult(
                            index: 0, accepted: true, reply: ServerReply(code: 250, enhancedCode: "2.1.5", text: "Ok")),
                        RecipientResult(
                            index: 1, accepted: false,
                            reply: ServerReply(code: 550, enhancedCode: "5.1.1", text: "unknown")),
                        RecipientResult(
                            index: 2, accepted: false,
                            reply: ServerReply(code: 452, enhancedCode: "4.5.3", text: "too many")),
                    ]))
    }
}
