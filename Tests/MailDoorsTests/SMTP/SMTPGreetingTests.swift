import Doorway
import LineTesting
import MailDoors
import Tenant
import Testing

@Suite("SMTP's greeting")
struct SMTPGreetingTests {
    @Test("is followed by a farewell to who says nothing for too long")
    func silence() async throws {
        try await SMTPHouse { $0.set(Facts.smtpIdleSeconds, to: 0) }.dialogue { voice in
            #expect(await voice.reply() == "451 4.7.0 Timeout waiting for client input [\(Self.host)]")
            #expect(await voice.reply().isEmpty)
        }
    }

    static let host = "AM0PR01CA0001.sandbox.outlook.office365.com"

    @Test("names the server and the time, as Exchange does")
    func banner() async {
        let peer = MemoryPeer()
        async let served: Void = SMTPHouse().door.serve(peer.connection)
        let banner = await peer.line() ?? ""
        #expect(banner.hasPrefix("220 \(Self.host) Microsoft ESMTP MAIL Service ready at "))
        #expect(banner.hasSuffix(" +0000"))
        peer.hangUp()
        await served
    }

    @Test("announces STARTTLS and no AUTH in the clear, and the other way round after it")
    func extensions() async throws {
        let before = try await SMTPHouse().dialogue(isSecure: false) { await $0.say("EHLO [127.0.0.1]") }
        let after = try await SMTPHouse().dialogue { await $0.say("EHLO [127.0.0.1]") }
        func list(_ middle: String) -> String {
            [
                "\(Self.host) Hello [127.0.0.1]", "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", middle,
                "8BITMIME", "BINARYMIME", "CHUNKING",
            ].map { "250-\($0)" }.joined(separator: "\n") + "\n250 SMTPUTF8"
        }
        #expect(before == list("STARTTLS"))
        #expect(after == list("AUTH LOGIN XOAUTH2"))
    }

    @Test("is short for HELO")
    func helo() async throws {
        let reply = try await SMTPHouse().dialogue { await $0.say("helo client.example") }
        #expect(reply == "250 \(Self.host) Hello [127.0.0.1]")
    }

    @Test("is needed before anything else, and again after STARTTLS")
    func first() async throws {
        let house = SMTPHouse()
        try await house.dialogue(isSecure: false) { voice in
            #expect(await voice.say("MAIL FROM:<a@contoso.example>") == "503 5.5.2 Send hello first")
            _ = await voice.say("EHLO x")
            #expect(await voice.say("STARTTLS") == "220 2.0.0 SMTP server ready")
            let auth = "AUTH XOAUTH2 " + SMTPHouse.xoauth2("adele@contoso.example", house.token())
            #expect(await voice.say(auth) == "503 5.5.2 Send hello first")
            _ = await voice.say("EHLO x")
            #expect(await voice.say(auth) == "235 2.7.0 Authentication successful")
            #expect(await voice.say("STARTTLS") == "503 5.5.1 Only one TLS session allowed")
        }
    }

    @Test("takes nothing that came behind STARTTLS in the clear, and ends the connection")
    func injection() async throws {
        try await SMTPHouse().dialogue(isSecure: false) { voice in
            _ = await voice.say("EHLO x")
            let reply = await voice.say("STARTTLS\r\nMAIL FROM:<adele@contoso.example>")
            #expect(reply == "421 4.7.0 Nothing may follow STARTTLS, closing transmission channel")
            #expect(await voice.reply().isEmpty)
        }
    }

    @Test("before TLS knows no AUTH, and before AUTH no MAIL")
    func order() async throws {
        try await SMTPHouse().dialogue(isSecure: false) { voice in
            _ = await voice.say("EHLO x")
            #expect(
                await voice.say("AUTH XOAUTH2 eA==") == "504 5.7.4 Unrecognized authentication type [\(Self.host)]")
            #expect(
                await voice.say("MAIL FROM:<adele@contoso.example>")
                    == "530 5.7.57 Client not authenticated to send mail. [\(Self.host)]")
        }
    }

    @Test(
        "is followed by replies to whatever comes",
        arguments: [
            ("NOOP", "250 2.0.0 OK"), ("noop with words", "250 2.0.0 OK"), ("RSET", "250 2.0.0 Resetting"),
            ("RSET now", "501 5.5.4 Invalid arguments"), ("VRFY adele", "252 2.1.5 Cannot VRFY user"),
            ("EXPN all", "500 5.3.3 Unrecognized command"), ("", "500 5.3.3 Unrecognized command"),
            (" NOOP", "500 5.3.3 Unrecognized command"), ("EHLO", "501 5.5.4 Invalid arguments"),
            ("NO\u{0}OP", "501 5.5.2 Invalid characters in command"),
            ("NOOP\nRSET", "501 5.5.2 Invalid characters in command"), ("DATA", "530 5.7.57"),
            ("NOOP " + String(repeating: "x", count: 4_092), "500 5.5.2 Line too long"),
            ("NOOP " + String(repeating: "x", count: 20_000), "500 5.5.2 Line too long"),
            ("QUIT", "221 2.0.0 Service closing transmission channel"),
        ])
    func commands(_ command: String, _ expected: String) async throws {
        try await SMTPHouse().dialogue { voice in
            _ = await voice.say("EHLO x")
            #expect(await voice.say(command).hasPrefix(expected))
            #expect(await voice.say("NOOP") == (command == "QUIT" ? "" : "250 2.0.0 OK"))
        }
    }

    @Test("ends for a client that only makes errors")
    func errors() async throws {
        try await SMTPHouse().dialogue { voice in
            for _ in 0..<20 { #expect(await voice.say("nonsense") == "500 5.3.3 Unrecognized command") }
            #expect(await voice.reply() == "421 4.7.0 Too many errors on this connection, closing transmission channel")
            #expect(await voice.reply().isEmpty)
        }
    }

    @Test("is followed by a farewell when the server stops")
    func stops() async throws {
        try await SMTPHouse().dialogue { voice in
            voice.peer.connection.stop()
            #expect(await voice.reply() == "421 4.3.2 Service not available, closing transmission channel")
        }
    }
}
