import Domain
import Foundation
import Testing
import Transport

@testable import Curl

@Suite("Trust")
struct TrustTests {
    let servers: TestServers

    init() throws { servers = try TestServers.get() }

    @Test(arguments: [
        (server: "https", extra: true, system: false, isTrusted: true),
        (server: "https", extra: false, system: false, isTrusted: false),
        (server: "https", extra: true, system: true, isTrusted: true),
        (server: "foreign", extra: true, system: false, isTrusted: false),
        (server: "foreign", extra: false, system: true, isTrusted: true),
        (server: "foreign", extra: true, system: true, isTrusted: true),
    ])
    func isGivenToTheSystemsAuthoritiesAndTheExtraOnes(
        server: String, extra: Bool, system: Bool, isTrusted: Bool
    ) async throws {
        let transport = try servers.transport(
            extraFile: extra, systemDirectory: system ? servers.directory + "/system" : nil)
        let url = try servers.url(server, "/hello")
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: url), until: .generous)
        }
        #expect(error?.kind == (isTrusted ? nil : "tlsFailed"))
    }

    @Test func holdsForMailConnectionsToo() async throws {
        let address = try servers.address("imaps_foreign", .tls)
        let distrusting = try servers.transport()
        let error = await failure { () async throws(TransportError) in
            try await distrusting.connect(to: address, speaking: .imap, until: .generous)
        }
        #expect(error?.kind == "tlsFailed")
        let trusting = try servers.transport(systemDirectory: servers.directory + "/system")
        await (try trusting.connect(to: address, speaking: .imap, until: .generous)).close()
    }

    @Test func needsAReadableFileWithCertificates() throws {
        #expect(throws: CurlSetupError.unreadable(path: "/nowhere")) { try TrustStore(extraFile: "/nowhere") }
        #expect(throws: CurlSetupError.unreadable(path: "/")) { try TrustStore(extraFile: "/") }
        let path = servers.directory + "/good.key"
        #expect(throws: CurlSetupError.noCertificates(path: path)) { try TrustStore(extraFile: path) }
    }
}
