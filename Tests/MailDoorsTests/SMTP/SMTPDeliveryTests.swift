import Domain
import LineTesting
import Tenant
import Testing

@Suite("A message that SMTP took")
struct SMTPDeliveryTests {
    private static let text = """
        From: Adele Vance <adele@contoso.example>\r
        To: bruno@contoso.example\r
        Bcc: chidi@contoso.example\r
        Date: Sun, 22 Nov 2026 12:00:00 +0000\r
        Message-ID: <mine@client.example>\r
        Subject: hello\r
        \r
        Hello.
        """

    @Test("is in the recipients' Inbox, in the sender's Sent Items and on the post office's list")
    func delivered() async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            let reply = await voice.send(
                Self.text, to: ["bruno@contoso.example", "chidi@contoso.example", "a@elsewhere.example"])
            #expect(reply == "250 2.0.0 OK <mine@client.example> [Hostname=\(SMTPGreetingTests.host)]")
        }
        await house.sandbox.postOffice.settle()
        for (person, role) in [
            (SeedPeople.bruno, FolderRole.inbox), (SeedPeople.chidi, .inbox), (SeedPeople.adele, .sentItems),
        ] {
            #expect(house.letters(of: person, role).map(\.messageID) == ["<mine@client.example>"])
        }
        let record = try #require(house.sandbox.postOffice.sent.first)
        #expect(record.door == .smtp && record.client == SMTPHouse.client && record.from == "adele@contoso.example")
        #expect(record.recipients == ["bruno@contoso.example", "chidi@contoso.example", "a@elsewhere.example"])
    }

    @Test("several times over one connection is several messages")
    func several() async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            for _ in 0..<3 { #expect(await voice.send(Self.text).hasPrefix("250")) }
        }
        #expect(house.letters(of: SeedPeople.bruno, .inbox).count == 3)
    }

    @Test("gets a Message-ID and a Date when it has none")
    func completed() async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            #expect(await voice.send("Subject: bare\r\n\r\nMessage-ID: <no@header.example>").hasPrefix("250"))
        }
        let letter = try #require(house.letters(of: SeedPeople.bruno, .inbox).first)
        #expect(letter.messageID.hasSuffix("@\(SMTPGreetingTests.host)>"))
        let arrived = String(decoding: letter.arrived ?? [], as: UTF8.self)
        #expect(arrived.contains("Message-ID: \(letter.messageID)\r\n") && arrived.contains("\r\nDate: "))
    }

    @Test("keeps its Message-ID, unless a fact says that the server gives another", arguments: [true, false])
    func messageID(_ isKept: Bool) async throws {
        let house = SMTPHouse { $0.set(Facts.smtpKeepsMessageID, to: isKept) }
        let folded = Self.text.replacing("Message-ID: <", with: "MESSAGE-ID:\r\n <")
        try await house.signedIn { voice in #expect(await voice.send(folded).hasPrefix("250")) }
        let letter = try #require(house.letters(of: SeedPeople.bruno, .inbox).first)
        #expect((letter.messageID == "<mine@client.example>") == isKept)
        #expect(String(decoding: letter.arrived ?? [], as: UTF8.self).contains("<mine@client.example>") == isKept)
        #expect(letter.subject == "hello")
    }

    @Test("from a shared mailbox is filed where the client signed in")
    func delegate() async throws {
        let asSupport = Self.text.replacing("Adele Vance <adele@", with: "Support <support@")
        for (user, keeper) in [
            ("adele@contoso.example", SeedPeople.adele), ("support@contoso.example", SeedPeople.support),
        ] {
            let house = SMTPHouse()
            try await house.signedIn(as: SeedPeople.adele, user) { voice in
                #expect(await voice.send(asSupport, from: "support@contoso.example").hasPrefix("250"))
            }
            await house.sandbox.postOffice.settle()
            #expect(house.letters(of: keeper, .sentItems).map(\.from?.address) == ["support@contoso.example"])
            #expect(house.letters(of: SeedPeople.bruno, .inbox).map(\.sender?.address) == ["support@contoso.example"])
        }
    }

    @Test("on behalf of a shared mailbox names who sent it")
    func onBehalf() async throws {
        let house = SMTPHouse()
        let asSupport = Self.text.replacing("Adele Vance <adele@", with: "Support <support@")
        try await house.signedIn(as: SeedPeople.bruno, "bruno@contoso.example") { voice in
            let reply = await voice.send(asSupport, from: "support@contoso.example", to: ["chidi@contoso.example"])
            #expect(reply.hasPrefix("250"))
        }
        #expect(house.letters(of: SeedPeople.chidi, .inbox).map(\.sender?.address) == ["bruno@contoso.example"])
    }

    @Test("in somebody else's name is none", arguments: ["envelope", "header"])
    func sendAs(_ place: String) async throws {
        let house = SMTPHouse()
        let text = place == "header" ? Self.text.replacing("adele@contoso", with: "chidi@contoso") : Self.text
        let from = place == "envelope" ? "chidi@contoso.example" : "adele@contoso.example"
        try await house.signedIn { voice in
            #expect(
                await voice.send(text, from: from)
                    .hasPrefix(
                        "554 5.2.252 SendAsDenied; adele@contoso.example not allowed to send as chidi@contoso.example; "
                    ))
            #expect(await voice.say("MAIL FROM:<adele@contoso.example>") == "250 2.1.0 Sender OK")
        }
        #expect(house.sandbox.postOffice.sent.isEmpty)
        #expect(house.letters(of: SeedPeople.bruno, .inbox).isEmpty)
    }

    @Test("in somebody else's name is refused at MAIL, and in other words, where facts say so")
    func sendAsAtMail() async throws {
        let house = SMTPHouse { facts in
            facts.set(Facts.smtpSendAsMoment, to: .mail)
            facts.set(Facts.smtpSendAsText, to: .noPermission)
        }
        try await house.signedIn { voice in
            for address in ["chidi@contoso.example", "somebody@elsewhere.example"] {
                #expect(
                    await voice.say("MAIL FROM:<\(address)>")
                        == "550 5.7.60 SMTP; Client does not have permissions to send as this sender")
            }
            #expect(await voice.say("MAIL FROM:<adele.vance@contoso.example>") == "250 2.1.0 Sender OK")
        }
    }

    @Test("of an app goes out in its mailbox's name")
    func app() async throws {
        let house = SMTPHouse()
        let token = house.token(
            of: .application(client: SeedApps.service, tenant: SeedPeople.contoso), permissions: ["SMTP.SendAsApp"])
        try await house.dialogue { voice in
            _ = await voice.say("EHLO x")
            _ = await voice.say("AUTH XOAUTH2 " + SMTPHouse.xoauth2("adele@contoso.example", token))
            #expect(await voice.send(Self.text).hasPrefix("250"))
        }
        #expect(house.letters(of: SeedPeople.bruno, .inbox).count == 1)
    }

    @Test("to nobody comes back as a report")
    func unknown() async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            #expect(await voice.send(Self.text, to: ["nobody@contoso.example"]).hasPrefix("250"))
        }
        #expect(house.letters(of: SeedPeople.adele, .inbox).contains { $0.subject.contains("Undeliverable") })
    }

    @Test("is none when the day's recipients are used up")
    func quota() async throws {
        let house = SMTPHouse { $0.set(Facts.recipientsPerDay, to: 2) }
        try await house.signedIn { voice in
            for _ in 0..<2 { #expect(await voice.send(Self.text).hasPrefix("250")) }
            #expect(
                await voice.send(Self.text)
                    .hasPrefix("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException"))
            house.sandbox.clock.advance(bySeconds: 86_401)
            #expect(await voice.send(Self.text).hasPrefix("250"))
        }
    }

    @Test("waits when it is one too many for a minute, and goes when the tenant's clock says so")
    func rate() async throws {
        let house = SMTPHouse { $0.set(Facts.smtpMessagesPerMinute, to: 2) }
        let start = house.sandbox.clock.now
        try await house.signedIn { voice in
            for _ in 0..<2 { #expect(await voice.send(Self.text).hasPrefix("250")) }
            _ = await voice.say("MAIL FROM:<adele@contoso.example>")
            _ = await voice.say("RCPT TO:<bruno@contoso.example>")
            _ = await voice.say("DATA")
            voice.peer.say(Self.text + "\r\n.")
            house.sandbox.clock.advance(bySeconds: 60)
            #expect(await voice.reply().hasPrefix("250"))
        }
        let times = house.sandbox.postOffice.sent.map(\.time)
        #expect(times.count == 3 && times[2] >= start.advanced(by: .seconds(60)))
    }
}
