import Doorway
import LineTesting
import Testing

@Suite("A port of this machine", .timeLimit(.minutes(10)))
struct PortBindingTests {
    @Test("takes lines at both of its addresses", arguments: ["127.0.0.1", "::1"])
    func lines(host: String) async throws {
        guard await isHere(host) else { return }
        let server = try await LineServer.bind(port: 0, security: .none)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run { try? await $0.send(Array("hi\r\n".utf8)) } }
            defer { server.stop() }
            let peer = try await SocketPeer.connect(host: host, port: server.port)
            #expect(await peer.line() == "hi")
        }
    }

    @Test("takes what the proxy is asked at both of its addresses", arguments: ["127.0.0.1", "::1"])
    func proxy(host: String) async throws {
        guard await isHere(host) else { return }
        let proxy = try await ConnectProxy.bind(port: 0, routes: ProxyRoutes(web: 1, imap: 2, smtp: 3))
        let peer = try await SocketPeer.connect(host: host, port: proxy.port)
        try await peer.say("CONNECT example.com:443 HTTP/1.1\r\n")
        #expect(await peer.line()?.hasPrefix("HTTP/1.1 4") == true)
        await proxy.stop()
    }

    /// A machine may have no IPv6.
    private func isHere(_ address: String) async -> Bool {
        guard let server = try? await LineServer.bind(address: address, port: 0, security: .none) else { return false }
        server.stop()
        return true
    }
}
