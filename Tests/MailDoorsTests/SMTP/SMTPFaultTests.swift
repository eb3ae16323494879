import JSON
import LineTesting
import Tenant
import Testing

@Suite("A fault at SMTP")
struct SMTPFaultTests {
    private static let text = "Message-ID: <mine@client.example>\r\nSubject: x\r\n\r\nHello."

    @Test("drops the connection amid the message, which goes nowhere", arguments: [true, false])
    func midData(_ isChunk: Bool) async throws {
        let house = SMTPHouse()
        house.sandbox.faults.set(Fault(.smtpDropMidData))
        try await house.signedIn { voice in
            _ = await voice.say("MAIL FROM:<adele@contoso.example>")
            _ = await voice.say("RCPT TO:<bruno@contoso.example>")
            if isChunk {
                #expect(await voice.say("BDAT 100 LAST\r\n" + String(repeating: "x", count: 60)).isEmpty)
            } else {
                #expect(await voice.say("DATA").hasPrefix("354"))
                #expect(await voice.say("Subject: half").isEmpty)
            }
            #expect(voice.peer.wasDropped)
        }
        #expect(house.sandbox.postOffice.sent.isEmpty)
        try await house.signedIn { voice in #expect(await voice.send(Self.text).hasPrefix("250")) }
    }

    @Test("drops the connection after the dot, when the message is already delivered")
    func afterDot() async throws {
        let house = SMTPHouse()
        house.sandbox.faults.set(Fault(.smtpDropAfterDot))
        try await house.signedIn { voice in
            #expect(await voice.send(Self.text).isEmpty)
            #expect(voice.peer.wasDropped)
        }
        #expect(house.letters(of: SeedPeople.bruno, .inbox).map(\.messageID) == ["<mine@client.example>"])
        #expect(
            house.sandbox.recorder.records().last.map { $0.occasion.operation == "dot" && $0.status == nil } == true)
    }

    @Test("says its own reply, and the command has no effect", arguments: ["MAIL", "RCPT", "DATA", "dot"])
    func reply(_ operation: String) async throws {
        let house = SMTPHouse()
        house.sandbox.faults.set(
            Fault(.smtpReply, ["reply": "451 4.7.0 Temporary server error"], operation: operation))
        try await house.signedIn { voice in
            var replies: [String] = []
            for command in ["MAIL FROM:<adele@contoso.example>", "RCPT TO:<bruno@contoso.example>", "DATA"] {
                replies.append(await voice.say(command))
                if !replies[replies.count - 1].hasPrefix("2"), !replies[replies.count - 1].hasPrefix("3") { break }
            }
            if replies.last?.hasPrefix("354") == true { replies.append(await voice.say(Self.text + "\r\n.")) }
            #expect(replies.last == "451 4.7.0 Temporary server error")
            #expect(replies.count == ["MAIL": 1, "RCPT": 2, "DATA": 3, "dot": 4][operation])
            #expect(house.sandbox.postOffice.sent.isEmpty)
            _ = await voice.say("RSET")
            #expect(await voice.send(Self.text).hasPrefix("250"))
        }
        #expect(house.sandbox.postOffice.sent.count == 1)
    }

    @Test("strikes one recipient of several")
    func recipient() async throws {
        let house = SMTPHouse()
        house.sandbox.faults.set(
            Fault(
                .smtpReply, ["reply": "550 5.1.10 Recipient not found", "recipient": "Chidi@contoso.example"],
                operation: "RCPT", mailbox: "adele@contoso.example"))
        try await house.signedIn { voice in
            _ = await voice.say("MAIL FROM:<adele@contoso.example>")
            #expect(await voice.say("RCPT TO:<bruno@contoso.example>").hasPrefix("250"))
            #expect(await voice.say("RCPT TO:<chidi@contoso.example>") == "550 5.1.10 Recipient not found")
            _ = await voice.say("DATA")
            #expect(await voice.say(Self.text + "\r\n.").hasPrefix("250"))
        }
        #expect(house.sandbox.postOffice.sent.map(\.recipients) == [["bruno@contoso.example"]])
    }

    @Test("ends the connection with 421")
    func goodbye() async throws {
        let house = SMTPHouse()
        house.sandbox.faults.set(Fault(.smtpReply, ["reply": "421 4.3.2 Going down"], operation: "MAIL"))
        try await house.signedIn { voice in
            #expect(await voice.say("MAIL FROM:<adele@contoso.example>") == "421 4.3.2 Going down")
            #expect(await voice.reply().isEmpty)
        }
    }

    @Test("says a refusal of the sign-in, which then is none")
    func auth() async throws {
        let house = SMTPHouse()
        house.sandbox.faults.set(
            Fault(.smtpReply, ["reply": "454 4.7.0 Temporary authentication failure"], operation: "AUTH"))
        try await house.signedIn { voice in
            #expect(await voice.say("MAIL FROM:<adele@contoso.example>").hasPrefix("530"))
            let again = "AUTH XOAUTH2 " + SMTPHouse.xoauth2("adele@contoso.example", house.token())
            #expect(await voice.say(again).hasPrefix("235"))
        }
    }
}
