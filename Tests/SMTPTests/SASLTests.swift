import Domain
import Mail
import Testing

@testable import SMTP

@Suite("Signing in to an SMTP server")
struct SASLTests {
    private let server = ServerAddress(host: "smtp.example", port: 587, security: .startTLS)

    private func response(
        _ mechanism: SASLMechanism, _ user: String, _ credential: MailCredential
    ) throws(MailError) -> String {
        try mechanism.response(user: user, credential: credential, server: server).withExposed { $0 }
    }

    @Test func writesXOAUTH2AsMicrosoftDoes() throws {
        // The example of Microsoft's documentation (microsoft.md, section B2).
        let token = "EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA"
        #expect(
            try response(.xoauth2, "test@contoso.onmicrosoft.com", .bearer(Secret(token)))
                == "dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFvN0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ=="
        )
    }

    @Test func writesOAUTHBEARERWithItsUserEscaped() throws {
        let text = try response(.oauthBearer, "a=b,c@d", .bearer(Secret("t")))
        let bytes = try #require(Base64(text)).bytes
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "n,a=a=3Db=2Cc@d,\u{1}host=smtp.example\u{1}port=587\u{1}auth=Bearer t\u{1}\u{1}")
    }

    @Test func writesPLAIN() throws {
        #expect(try response(.plain, "tim", .password(Secret("tanstaaftanstaaf"))) == "AHRpbQB0YW5zdGFhZnRhbnN0YWFm")
    }

    @Test(arguments: ["a\u{0}b", "a\r\nb", "a\u{1}b", "a\u{7f}"])
    func refusesNamesAndTokensThatBreakOut(word: String) {
        #expect(throws: MailError.self) { try response(.xoauth2, word, .bearer(Secret("t"))) }
        #expect(throws: MailError.self) { try response(.oauthBearer, "u", .bearer(Secret(word))) }
        #expect(throws: MailError.self) { try response(.plain, word, .password(Secret("p"))) }
    }

    @Test func refusesOnlyNULInAPassword() throws {
        #expect(throws: MailError.self) { try response(.plain, "u", .password(Secret("a\u{0}b"))) }
        #expect(try !response(.plain, "u", .password(Secret("a\tb"))).isEmpty)
    }

    @Test(
        arguments: [
            (true, ["LOGIN", "XOAUTH2"], SASLMechanism.xoauth2), (true, ["OAUTHBEARER", "PLAIN"], .oauthBearer),
            (true, ["OAUTHBEARER", "XOAUTH2"], .xoauth2), (true, ["PLAIN", "LOGIN"], nil),
            (false, ["PLAIN", "XOAUTH2"], .plain), (false, ["XOAUTH2"], nil), (false, [], nil),
        ] as [(Bool, [String], SASLMechanism?)])
    func takesTheMechanismThatFits(isBearer: Bool, offered: [String], chosen: SASLMechanism?) {
        let credential = isBearer ? MailCredential.bearer(Secret("t")) : .password(Secret("p"))
        #expect((try? SASLMechanism.choose(for: credential, from: Set(offered))) == chosen)
    }

    /// `AUTH XOAUTH2 ` and CRLF leave 497 of the 512 octets of a command line.
    @Test(arguments: [(497, true), (498, false)])
    func saysItAtOnceOnlyWhereItFits(count: Int, fits: Bool) {
        var dialogue = SASLDialogue(.xoauth2, response: Secret(String(repeating: "x", count: count)))
        let line = dialogue.begin()
        #expect(line.count == (fits ? 512 : 14))
        let action = dialogue.received(SMTPReply(code: 334, lines: [""]))
        guard case .send(let bytes) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(bytes.count == (fits ? 2 : count + 2))
    }

    @Test(arguments: [(SASLMechanism.xoauth2, "\r\n"), (.oauthBearer, "AQ==\r\n"), (.plain, "*\r\n")])
    func answersAnExplainedRefusalOnce(mechanism: SASLMechanism, answer: String) {
        var dialogue = SASLDialogue(mechanism, response: Secret("r"))
        _ = dialogue.begin()
        guard case .send(let bytes) = dialogue.received(SMTPReply(code: 334, lines: ["eyJzdGF0dXMiOiI0MDEifQ=="]))
        else {
            Issue.record("no answer")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == answer)
        var stubborn = dialogue
        guard case .violation = stubborn.received(SMTPReply(code: 334, lines: [""])) else {
            Issue.record("a third challenge")
            return
        }
        guard case .refused(let reply) = dialogue.received(SMTPReply(code: 535, lines: ["no"])) else {
            Issue.record("no refusal")
            return
        }
        #expect(reply.code == 535)
    }

    struct Refusal: Sendable {
        let reply: SMTPReply
        let kind: String
        var newTokenMayHelp = false
        init(_ code: Int, _ text: String, _ kind: String, newTokenMayHelp: Bool = false) {
            reply = SMTPReply(code: code, lines: [text])
            self.kind = kind
            self.newTokenMayHelp = newTokenMayHelp
        }
    }

    @Test(arguments: [
        Refusal(535, "5.7.3 Authentication unsuccessful [X.example]", "authenticationFailed", newTokenMayHelp: true),
        Refusal(535, "5.7.8 Username and Password not accepted", "authenticationFailed", newTokenMayHelp: true),
        Refusal(
            535, "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit x",
            "rejected"),
        Refusal(
            535, "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit x",
            "rejected"),
        Refusal(535, "5.7.139 Authentication unsuccessful, basic authentication is disabled.", "rejected"),
        Refusal(550, "5.7.30 Basic authentication is not supported for Client Submission.", "rejected"),
        Refusal(
            535, "5.7.139 Authentication unsuccessful, the user credentials were incorrect.", "authenticationFailed",
            newTokenMayHelp: true),
        Refusal(
            535, "5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated",
            "authenticationFailed"),
        Refusal(504, "5.7.4 Unrecognized authentication type", "unsupported"),
        Refusal(538, "5.7.11 Encryption required", "rejected"),
        Refusal(454, "4.7.0 Temporary authentication failure", "unavailable"),
        Refusal(432, "4.3.2 Concurrent connections limit exceeded. Visit x", "rateLimited"),
        Refusal(421, "4.3.2 Service not available", "unavailable"),
    ])
    func isRefusedForAReason(_ c: Refusal) {
        let (error, newTokenMayHelp) = SMTPRefusal.ofSignIn(c.reply)
        #expect("\(error)".hasPrefix(c.kind))
        #expect(newTokenMayHelp == c.newTokenMayHelp)
    }

    @Test(arguments: [
        Refusal(530, "5.7.57 Client not authenticated to send mail.", "authenticationFailed"),
        Refusal(550, "5.7.60 SMTP; Client does not have permissions to send as this sender", "messageRejected"),
        Refusal(554, "5.2.252 SendAsDenied; a not allowed to send as b", "messageRejected"),
        Refusal(432, "4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", "rateLimited"),
        Refusal(554, "5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", "rateLimited"),
        Refusal(554, "5.2.2 quota exceeded", "rateLimited"), Refusal(552, "5.3.4 too big", "tooLarge"),
        Refusal(552, "5.2.2 mailbox full", "messageRejected"), Refusal(550, "5.7.708 blocked", "messageRejected"),
        Refusal(452, "4.5.3 too many recipients", "unavailable"), Refusal(451, "4.7.500 busy", "unavailable"),
        Refusal(250, "Ok", "protocolViolation"),
    ])
    func isRefusedAMessageForAReason(_ c: Refusal) {
        #expect("\(SMTPRefusal.ofMessage(c.reply))".hasPrefix(c.kind))
    }
}
