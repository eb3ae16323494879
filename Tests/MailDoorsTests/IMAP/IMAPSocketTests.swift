import Doorway
import LineTesting
import Tenant
import Testing

@testable import MailDoors

@Suite("IMAP over a socket", .timeLimit(.minutes(10)))
struct IMAPSocketTests {
    @Test func aClientReadsMailOverTLS() async throws {
        let stage = try IMAPStage(messages: [IMAPMessages.plain])
        let material = try TLSMaterial(directory: nil)
        let server = try await LineServer.bind(
            address: "127.0.0.1", port: 0, security: .implicit(material.serverContext()))
        let serving = Task { await server.run(stage.door.serve) }
        let peer = try await SocketPeer.connect(
            port: server.port, tls: SocketPeer.context(trusting: material.authorityPEM))
        #expect(await peer.line()?.hasPrefix("* OK The Microsoft Exchange IMAP4 service is ready.") == true)
        let response = IMAPStage.response(user: "adele@contoso.example", token: "token-of-\(SeedPeople.adele)")
        try await peer.say("1 AUTHENTICATE XOAUTH2 \(response)\r\n2 EXAMINE Known\r\n3 FETCH 1 BODY[TEXT]\r\n4 LOGOUT")
        let lines = String(decoding: await peer.rest(), as: UTF8.self).split(separator: "\r\n")
        #expect(lines.first == "1 OK AUTHENTICATE completed.")
        #expect(lines.contains("* 1 FETCH (BODY[TEXT] {14}"))
        #expect(lines.last == "4 OK LOGOUT completed.")
        server.stop()
        await serving.value
    }
}
