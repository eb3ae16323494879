import Domain
import Testing
import Transport

@testable import Curl

/// A kept connection that ends when the second request has arrived.
@Suite("A request whose connection ends without an answer")
struct RepetitionTests {
    let servers: TestServers
    let transport: CurlTransport

    init() throws {
        servers = try TestServers.get()
        transport = try servers.transport()
    }

    private func post(_ port: String, isRepeatable: Bool) async throws(TransportError) -> HTTPResponse {
        try await transport.send(
            HTTPRequest(
                method: .post, url: "https://localhost:\(port)/", body: Secret(Array("once".utf8)),
                isRepeatable: isRepeatable), until: .generous)
    }

    @Test(arguments: ["dying", "h2-closing", "h2-goaway", "h2-refusing"])
    func arrivesTwiceWhereThatDoesNoHarm(manner: String) async throws {
        let port = try await servers.ask("/door/\(manner)")
        #expect(try await post(port, isRepeatable: true).status == 200)
        #expect(try await post(port, isRepeatable: true).status == 200)
        #expect(try await servers.ask("/arrivals/\(port)") == "3")
    }

    @Test func arrivesOnceWhereItMust() async throws {
        let port = try await servers.ask("/door/dying")
        #expect(try await post(port, isRepeatable: false).status == 200)
        let error = await failure { () async throws(TransportError) in try await post(port, isRepeatable: false) }
        #expect(error?.kind == "closed", "\(String(describing: error))")
        #expect(try await servers.ask("/arrivals/\(port)") == "2")
    }

    /// The further attempt finds nobody, which says nothing about the first one.
    @Test(arguments: [true, false])
    func isNotSaidToBeUnsentWhenTheServerHasGone(isRepeatable: Bool) async throws {
        let port = try await servers.ask("/door/fleeting")
        #expect(try await post(port, isRepeatable: isRepeatable).status == 200)
        let error = await failure { () async throws(TransportError) in
            try await post(port, isRepeatable: isRepeatable)
        }
        #expect(error?.kind == "closed", "\(String(describing: error))")
        #expect(try await servers.ask("/arrivals/\(port)") == "2")
    }

    @Test func isSaidToBeUnsentWhenNoConnectionWasMade() async throws {
        let nobody = await failure { () async throws(TransportError) in try await post("1", isRepeatable: false) }
        #expect(nobody?.kind == "connectFailed")
        let stranger = try "\(servers.port("foreign"))"
        let untrusted = await failure { () async throws(TransportError) in
            try await post(stranger, isRepeatable: false)
        }
        #expect(untrusted?.kind == "tlsFailed")
    }
}
