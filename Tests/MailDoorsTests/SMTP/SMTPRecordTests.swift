import Tenant
import Testing

@Suite("What is recorded of SMTP")
struct SMTPRecordTests {
    @Test("is each command with its reply, and the message with its envelope")
    func commands() async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            _ = await voice.send("Subject: x\r\n\r\nHello.")
            _ = await voice.say("QUIT")
        }
        let records = house.sandbox.recorder.records()
        #expect(records.map(\.method) == ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "dot", "QUIT"])
        #expect(records.map(\.status) == [250, 235, 250, 250, 354, 250, 221])
        #expect(records.allSatisfy { $0.occasion.door == .smtp && $0.occasion.operation == $0.method })
        #expect(records[1...].allSatisfy { $0.occasion.mailbox == "adele@contoso.example" })
        #expect(records[1...].allSatisfy { $0.occasion.client == SMTPHouse.client })
        #expect(records[3].target == "RCPT TO:<bruno@contoso.example>")
        let dot = records[5]
        #expect(dot.headers == ["mail-from": "adele@contoso.example", "rcpt-to": "bruno@contoso.example"])
        #expect(dot.body == "Subject: x\r\n\r\nHello.\r\n" && dot.bodyCount == 22)
    }

    @Test("has no secret in it, also where one came at the wrong place")
    func secrets() async throws {
        let house = SMTPHouse()
        let token = house.token()
        let response = SMTPHouse.xoauth2("adele@contoso.example", token)
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            for line in [
                response, "AUTH PLAIN " + response, "AUTH XOAUTH2 \(response) again", "AUTH XOAUTH2 =\(response)",
                "AUTH XOAUTH2 " + SMTPHouse.xoauth2("bruno@contoso.example", token), "AUTH XOAUTH2 " + response,
            ] { _ = await voice.say(line) }
        }
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            _ = await voice.say("AUTH LOGIN")
            _ = await voice.say(token)
            _ = await voice.say("secret password")
            _ = await voice.say("secret password")
        }
        let records = house.sandbox.recorder.records()
        for record in records {
            let said = "\(record.method) \(record.target) \(record.body)"
            #expect(!said.contains(token) && !said.contains(response) && !said.contains("password"))
        }
        let hash = Redaction.hash(token)
        #expect(records.contains { $0.target == "AUTH XOAUTH2 user=adele@contoso.example auth=Bearer \(hash)" })
    }
}
