import Domain
import LineTesting
import Tenant
import Testing

@Suite("A mail transaction at SMTP")
struct SMTPTransactionTests {
    /// What the client says, and how each reply begins.
    struct Script: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let lines: [(String, String)]
    }

    private static let mail = "MAIL FROM:<adele@contoso.example>"
    private static let rcpt = "RCPT TO:<bruno@contoso.example>"

    static let scripts = [
        Script(
            testDescription: "in its order", lines: [(mail, "250 2.1.0 Sender OK"), (rcpt, "250 2.1.5 Recipient OK")]),
        Script(
            testDescription: "out of order",
            lines: [
                (rcpt, "503 5.5.2 Need mail command"), ("DATA", "503 5.5.2 Need mail command"), (mail, "250"),
                (mail, "503 5.5.2 Sender already specified"), ("DATA", "503 5.5.2 Need rcpt command"),
                ("BDAT 0 LAST", "503 5.5.2 Need rcpt command"), ("RSET", "250"), (rcpt, "503"),
            ]),
        Script(
            testDescription: "begun anew by EHLO",
            lines: [(mail, "250"), ("EHLO x", "250-"), (rcpt, "503"), (mail, "250")]
        ),
        Script(
            testDescription: "with all parameters that are announced",
            lines: [
                (mail + " SIZE=1000 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb AUTH=<>", "250"),
                (rcpt + " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bruno@contoso.example", "250"),
                ("rcpt to: <chidi@contoso.example> notify=never", "250"),
            ]),
        Script(
            testDescription: "with parameters that are wrong",
            lines: [
                (mail + " BODY=9BIT", "501 5.5.4"), (mail + " SIZE=-1", "501 5.5.4"),
                (mail + " SIZE=99999999999999999999", "501 5.5.4"), (mail + " SIZE=1 SIZE=2", "501 5.5.4"),
                (mail + " RET=SOME", "501"), (mail + " XVERP", "555 5.5.4 Unsupported option: XVERP"), (mail, "250"),
                (rcpt + " NOTIFY=NEVER,DELAY", "501"), (rcpt + " ORCPT=x", "501"), (rcpt + " SIZE=1", "555"),
                (rcpt, "250"),
            ]),
        Script(
            testDescription: "with addresses that are none",
            lines: [
                ("MAIL FROM:adele@contoso.example", "501 5.1.3 Invalid address"), ("MAIL FROM:<adele>", "501 5.1.3"),
                ("MAIL FROM:<adele@contoso.example", "501 5.1.3"), ("MAIL TO:<a@b>", "501 5.5.4"),
                ("MAIL FROM:<a b@contoso.example>", "501 5.1.3"), ("MAIL FROM:<a@contoso..example>", "501 5.1.3"),
                ("MAIL FROM:<a@b>SIZE=1", "501 5.1.3"), ("MAIL", "501 5.5.4"), (mail, "250"),
                ("RCPT TO:<>", "501 5.1.3"),
                ("RCPT TO:<@>", "501 5.1.3"), ("RCPT TO:<\(String(repeating: "a", count: 65))@b>", "501 5.1.3"),
            ]),
        Script(
            testDescription: "with addresses that are unusual",
            lines: [
                ("MAIL FROM:<>", "250"), (#"RCPT TO:<"a > b"@contoso.example>"#, "250"),
                ("RCPT TO:<@relay.example,@other.example:a@contoso.example>", "250"),
                ("RCPT TO:<a@[192.0.2.1]>", "250"),
                ("RCPT TO:<o'hara+tag=x@contoso.example>", "250"),
            ]),
        Script(
            testDescription: "with letters beyond ASCII",
            lines: [
                ("MAIL FROM:<zoë@contoso.example>", "553 5.6.7"), (mail, "250"), ("RCPT TO:<zoë@b>", "553 5.6.7"),
                ("RSET", "250"), (mail + " SMTPUTF8", "250"), ("RCPT TO:<zoë@bücher.example>", "250"),
            ]),
        Script(
            testDescription: "too large as declared",
            lines: [
                (mail + " SIZE=36700161", "552 5.3.4 Message size exceeds fixed maximum message size"),
                (mail + " SIZE=999999999999", "552 5.3.4"), (mail + " SIZE=36700160", "250"),
            ]),
        Script(
            testDescription: "in binary, for which DATA is no way",
            lines: [(mail + " BODY=BINARYMIME", "250"), (rcpt, "250"), ("DATA", "503 5.5.1")]),
    ]

    @Test("goes", arguments: scripts)
    func script(_ script: Script) async throws {
        try await SMTPHouse().signedIn { voice in
            for (command, expected) in script.lines {
                let reply = await voice.say(command)
                #expect(reply.hasPrefix(expected), "\(command) → \(reply)")
            }
        }
    }

    @Test("has at most 500 recipients, and the others are told so one by one")
    func recipients() async throws {
        let house = SMTPHouse()
        let reply = try await house.signedIn { voice in
            _ = await voice.say(Self.mail)
            for number in 1...500 {
                #expect(await voice.say("RCPT TO:<r\(number)@elsewhere.example>") == "250 2.1.5 Recipient OK")
            }
            #expect(await voice.say(Self.rcpt) == "452 4.5.3 Too many recipients")
            _ = await voice.say("DATA")
            return await voice.say("Subject: many\r\n\r\nx\r\n.")
        }
        #expect(reply.hasPrefix("250 2.0.0 OK <"))
        #expect(house.sandbox.postOffice.sent.map(\.recipients.count) == [500])
    }

    @Test("answers in order what came all at once")
    func pipelined() async throws {
        try await SMTPHouse().signedIn { voice in
            voice.peer.say([Self.mail, Self.rcpt, "RCPT TO:<x>", "DATA"].joined(separator: "\r\n"))
            var replies: [String] = []
            for _ in 0..<4 { replies.append(String(await voice.reply().prefix(3))) }
            #expect(replies == ["250", "250", "501", "354"])
        }
    }

    @Test("keeps one dot of two, ends at one alone, and hands the rest on as it is")
    func dots() async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            let reply = await voice.send("Subject: dots\r\n\r\n..one\r\n...two\r\n .three\r\n\r\n.four")
            #expect(reply.hasPrefix("250 2.0.0 OK "))
        }
        let body = house.letters(of: SeedPeople.bruno, .inbox).first?.body.content
        #expect(
            body?.contains(".one\r\n..two\r\n .three\r\n\r\nfour") == true
                || body?.contains(".one\n..two\n .three\n\nfour") == true)
    }

    @Test(
        "refuses a line that ends in anything but CRLF, so that nobody smuggles a second message",
        arguments: ["\n", "\r"])
    func smuggling(_ end: String) async throws {
        let house = SMTPHouse()
        try await house.signedIn { voice in
            let reply = await voice.send("Subject: one\r\n\r\nx\(end).\(end)MAIL FROM:<chidi@contoso.example>")
            #expect(reply.hasPrefix("550 5.6.11 "))
            #expect(await voice.say(Self.mail) == "250 2.1.0 Sender OK")
        }
        #expect(house.sandbox.postOffice.sent.isEmpty)
        let lenient = SMTPHouse { $0.set(Facts.smtpBareLineFeedRefused, to: false) }
        try await lenient.signedIn { voice in #expect(await voice.send("Subject: one\r\n\r\na\(end)b").hasPrefix("250"))
        }
    }

    @Test("that is larger than the mailbox may send is read to its end and refused", arguments: [true, false])
    func tooLarge(_ isChunk: Bool) async throws {
        let house = SMTPHouse()
        house.sandbox.directory.change(person: SeedPeople.adele) { $0.messageSizeLimit = 1_000 }
        let text = "Subject: big\r\n\r\n" + String(repeating: "0123456789\r\n", count: 100)
        try await house.signedIn { voice in
            if isChunk {
                _ = await voice.say(Self.mail)
                _ = await voice.say(Self.rcpt)
                #expect(
                    await voice.say("BDAT \(text.utf8.count)\r\n\(text.dropLast())")
                        == "552 5.3.4 \(Self.tooLargeWords)")
                #expect(await voice.say("BDAT 0 LAST").hasPrefix("503 5.5.1"))
                _ = await voice.say("RSET")
            } else {
                #expect(await voice.send(text) == "552 5.3.4 \(Self.tooLargeWords)")
            }
            #expect(await voice.send("Subject: small\r\n\r\nx").hasPrefix("250"))
        }
        #expect(house.sandbox.postOffice.sent.map(\.subject) == ["small"])
    }

    private static let tooLargeWords = "Message size exceeds fixed maximum message size"

    @Test("comes in chunks of any bytes")
    func chunks() async throws {
        let house = SMTPHouse()
        let head =
            "Subject: chunks\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=a.bin\r\n"
            + "Content-Transfer-Encoding: binary\r\n\r\n"
        try await house.signedIn { voice in
            _ = await voice.say(Self.mail + " BODY=BINARYMIME")
            _ = await voice.say(Self.rcpt)
            voice.peer.send(Array("BDAT \(head.utf8.count)\r\n\(head)".utf8))
            #expect(await voice.reply() == "250 2.6.0 CHUNK received OK, \(head.utf8.count) octets")
            voice.peer.send(Array("BDAT 10\r\n".utf8) + [0, 10, 13, 46, 13, 10, 46, 13, 10, 255])
            #expect(await voice.reply() == "250 2.6.0 CHUNK received OK, 10 octets")
            #expect(await voice.say(Self.rcpt).hasPrefix("503"))
            #expect(await voice.say("DATA").hasPrefix("503 5.5.1"))
            #expect(await voice.say("BDAT 0 LAST").hasPrefix("250 2.0.0 OK "))
        }
        let letter = house.letters(of: SeedPeople.bruno, .inbox).first
        #expect(letter?.arrived?.suffix(10) == [0, 10, 13, 46, 13, 10, 46, 13, 10, 255])
    }

    /// When each chunk copied what came before, these were half a day's work for the memory.
    @Test("comes in thousands of small chunks behind a large one", .timeLimit(.minutes(10)))
    func manyChunks() async throws {
        let count = 4_000
        let head = Array("Subject: chunks\r\n\r\n".utf8) + [UInt8](repeating: 0x61, count: 32 << 20)
        try await SMTPHouse().signedIn { voice in
            _ = await voice.say(Self.mail)
            _ = await voice.say(Self.rcpt)
            voice.peer.send(Array("BDAT \(head.count)\r\n".utf8) + head)
            #expect(await voice.reply().hasPrefix("250 2.6.0"))
            voice.peer.send(Array(String(repeating: "BDAT 1\r\nx", count: count).utf8))
            for _ in 0..<count { #expect(await voice.reply() == "250 2.6.0 CHUNK received OK, 1 octets") }
        }
    }

    @Test("takes no octet of a refused chunk for a command")
    func refusedChunks() async throws {
        try await SMTPHouse().signedIn { voice in
            voice.peer.send(Array("BDAT 6\r\nQUIT\r\nBDAT 6 LATEST\r\nQUIT\r\nNOOP\r\n".utf8))
            #expect(await voice.reply() == "503 5.5.2 Need mail command")
            #expect(await voice.reply() == "501 5.5.4 Invalid arguments")
            #expect(await voice.reply() == "250 2.0.0 OK")
            #expect(await voice.say("BDAT many") == "501 5.5.4 Invalid arguments")
            #expect(await voice.reply().isEmpty)
        }
    }
}
