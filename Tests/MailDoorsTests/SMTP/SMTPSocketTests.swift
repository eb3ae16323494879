import Doorway
import LineTesting
import MailDoors
import Tenant
import Testing

@Suite("SMTP over a real socket")
struct SMTPSocketTests {
    @Test("takes a message after STARTTLS, with a certificate of the sandbox's authority")
    func submission() async throws {
        let house = SMTPHouse()
        let material = try TLSMaterial(directory: nil)
        let server = try await LineServer.bind(
            address: "127.0.0.1", port: 0, security: .onRequest(material.serverContext()))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run(house.door.serve) }
            defer { server.stop() }
            let peer = try await SocketPeer.connect(port: server.port)
            #expect(await Self.reply(peer).hasPrefix("220 "))
            for (command, code) in [("EHLO client.example", "250"), ("STARTTLS", "220")] {
                try await peer.say(command)
                #expect(await Self.reply(peer).hasPrefix(code))
            }
            try await peer.startTLS(SocketPeer.context(trusting: material.authorityPEM))
            let auth = "AUTH XOAUTH2 " + SMTPHouse.xoauth2("adele@contoso.example", house.token())
            for (command, code) in [
                ("EHLO client.example", "250"), (auth, "235"), ("MAIL FROM:<adele@contoso.example>", "250"),
                ("RCPT TO:<bruno@contoso.example>", "250"), ("DATA", "354"), ("Subject: x\r\n\r\nHello.\r\n.", "250"),
                ("QUIT", "221"),
            ] {
                try await peer.say(command)
                #expect(await Self.reply(peer).hasPrefix(code))
            }
            #expect(await peer.rest().isEmpty)
        }
        #expect(house.letters(of: SeedPeople.bruno, .inbox).map(\.subject) == ["x"])
    }

    private static func reply(_ peer: SocketPeer) async -> String {
        while let line = await peer.line() {
            if line.dropFirst(3).first != "-" { return line }
        }
        return ""
    }
}
