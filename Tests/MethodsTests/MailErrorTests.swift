import JSON
import JSONRPC
import Mail
import Methods
import Testing

@Suite("An error of Mail, as callers see it")
struct MailErrorTests {
    @Test(
        "says which server refused, and only what that said",
        arguments: [
            (
                MailError.rejected(ServerReply(code: 535, enhancedCode: "5.7.139", text: "no")),
                ["name": JSONValue.string("smtp"), "status": .integer(535), "code": .string("5.7.139")]
            ),
            (.messageRejected(ServerReply(code: 554, text: "no")), ["name": .string("smtp"), "status": .integer(554)]),
            (.rejected(ServerReply(code: 0, text: "[NOPERM] no")), ["name": .string("imap")]),
        ])
    func provider(error: MailError, expected: [String: JSONValue]) {
        #expect(RPCError(error).details["provider"] == .object(expected))
    }

    @Test("names no address, not even by the server's words")
    func addresses() {
        let reply = ServerReply(code: 550, text: "<ann@example.com>: unknown")
        #expect(RPCError(MailError.rejected(reply)).message == "the mail server refused: <address> unknown")
        #expect(RPCError(MailError.messageRejected(reply)).message == "the message was refused: <address> unknown")
        let refused = RPCError(.recipientsRejected([RecipientResult(index: 3, accepted: false, reply: reply)]))
        #expect(
            refused.details["recipients"]
                == .array([
                    .object(["index": .integer(3), "status": .integer(550), "reply": .string("<address> unknown")])
                ]))
    }
}
