import Doorway
import Testing

@Suite("The proxy for unmodified programs")
struct ProxyRoutesTests {
    private static let routes = ProxyRoutes(web: 8443, imap: 8993, smtp: 8587)

    struct Way: Sendable, CustomTestStringConvertible {
        var head: String
        var port: Int?
        var testDescription: String { head.prefix { $0 != "\r\n" }.description }
    }

    @Test(
        "leads Microsoft's names to the sandbox's ports and nowhere else",
        arguments: [
            Way(head: "CONNECT login.microsoftonline.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", port: 8443),
            Way(head: "CONNECT Graph.Microsoft.com:443 HTTP/1.0\r\n\r\n", port: 8443),
            Way(head: "CONNECT outlook.office365.com:993 HTTP/1.1\r\n\r\n", port: 8993),
            Way(head: "CONNECT smtp.office365.com:587 HTTP/1.1\r\n\r\n", port: 8587),
            Way(head: "CONNECT localhost:8993 HTTP/1.1\r\n\r\n", port: 8993),
            Way(head: "CONNECT localhost:22 HTTP/1.1\r\n\r\n", port: nil),
            Way(head: "CONNECT graph.microsoft.com:22 HTTP/1.1\r\n\r\n", port: nil),
            Way(head: "CONNECT example.com:443 HTTP/1.1\r\n\r\n", port: nil),
            Way(head: "CONNECT evil.graph.microsoft.com:443 HTTP/1.1\r\n\r\n", port: nil),
        ])
    func leads(_ way: Way) throws {
        let target = try #require(ConnectTarget(head: Array(way.head.utf8)))
        #expect(Self.routes.port(for: target) == way.port)
    }

    @Test(
        "takes nothing but CONNECT with a host and a port",
        arguments: [
            "", "GET / HTTP/1.1\r\n\r\n", "CONNECT graph.microsoft.com HTTP/1.1\r\n\r\n",
            "CONNECT :443 HTTP/1.1\r\n\r\n",
            "CONNECT a:0 HTTP/1.1\r\n\r\n", "CONNECT a:70000 HTTP/1.1\r\n\r\n", "CONNECT a:443 HTTP/2\r\n\r\n",
            "CONNECT a:443:1 HTTP/1.1\r\n\r\n", "connect a:443 HTTP/1.1\r\n\r\n", "CONNECT  a:443 HTTP/1.1\r\n\r\n",
        ])
    func refuses(_ head: String) {
        #expect(ConnectTarget(head: Array(head.utf8)) == nil)
    }
}
