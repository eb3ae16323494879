import Domain
import Testing
import Transport

@testable import Curl

@Suite("The egress policy")
struct EgressTests {
    let servers: TestServers

    init() throws { servers = try TestServers.get() }

    private func request(_ url: String, _ transport: CurlTransport) async -> TransportError? {
        await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: url), until: .generous)
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
    func keepsRequestsOffThisMachine(host: String) async throws {
        let transport = try servers.transport(egress: EgressPolicy())
        let error = await request(try servers.url("https", "/hello", host: host), transport)
        #expect(error?.kind == "forbiddenAddress", "\(String(describing: error))")
    }

    @Test(arguments: ["https://169.254.169.254/", "https://224.0.0.1/", "https://10.1.2.3/", "https://[fe80::1]/"])
    func keepsRequestsOffSpecialAddresses(url: String) async throws {
        #expect(await request(url, try servers.transport())?.kind == "forbiddenAddress")
    }

    @Test(arguments: [("imaps", MailDialogue.imap), ("smtps", .smtp)])
    func keepsMailConnectionsOffThisMachine(server: String, dialogue: MailDialogue) async throws {
        let transport = try servers.transport(egress: EgressPolicy())
        let address = try servers.address(server, .tls)
        let error = await failure { () async throws(TransportError) in
            try await transport.connect(to: address, speaking: dialogue, until: .generous)
        }
        #expect(error?.kind == "forbiddenAddress")
    }

    @Test func allowsWhatTheConfigurationNames() async throws {
        let transport = try servers.transport(egress: EgressPolicy(allowedHosts: ["localhost"]))
        #expect(await request(try servers.url("https", "/hello"), transport) == nil)
        let byAddress = try servers.url("https", "/hello", host: "127.0.0.1")
        #expect(await request(byAddress, transport)?.kind == "forbiddenAddress")
    }

    @Test func allowsPlainHTTPToLoopbackOnly() async throws {
        let transport = try servers.transport(egress: EgressPolicy(allowedHosts: ["localhost", "10.1.2.3"]))
        #expect(await request(try servers.url("http", "/hello", scheme: "http"), transport) == nil)
        #expect(await request("http://10.1.2.3/", transport)?.kind == "forbiddenAddress")
        let closed = try servers.transport(egress: EgressPolicy())
        let error = await request(try servers.url("http", "/hello", scheme: "http"), closed)
        #expect(error?.kind == "forbiddenAddress")
    }

    @Test func leavesAddressesToAProxy() async throws {
        let proxy = "http://127.0.0.1:\(try servers.port("proxy"))"
        let transport = try servers.transport(egress: EgressPolicy(), proxy: proxy)
        #expect(await request(try servers.url("https", "/hello"), transport) == nil)
        let stream = try await transport.connect(
            to: try servers.address("imap", .startTLS), speaking: .imap, until: .generous)
        await stream.close()
    }
}
