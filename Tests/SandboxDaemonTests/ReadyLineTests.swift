import JSON
import Tenant
import Testing

@testable import SandboxDaemon

@Suite("The ready line")
struct ReadyLineTests {
    private let addresses = Addresses(
        port: 8443, httpPort: 8080, imapPort: 993, smtpPort: 587, authorityFile: "/tls/ca.pem")

    @Test("says where every door is, and who there is")
    func ready() throws {
        let line = ReadyLine.json(Seeder.sandbox(SeedPlan(messages: 0)), addresses)
        #expect(line["https"] == "https://localhost:8443")
        #expect(line["http"] == "http://localhost:8080")
        #expect(line["proxy"] == .null)
        #expect(line["control"] == "https://localhost:8443/sandbox")
        #expect(line["imap"] == ["host": "localhost", "port": 993, "security": "tls"])
        #expect(line["smtp"] == ["host": "localhost", "port": 587, "security": "startTLS"])
        let people = try #require(line["people"]?.arrayValue)
        let adele = try #require(people.first { $0["userPrincipalName"] == "adele@contoso.example" })
        #expect(adele["password"]?.stringValue?.isEmpty == false)
        let apps = try #require(line["apps"]?.arrayValue)
        let imap = try #require(apps.first { $0["name"] == "postern-imap" })
        #expect(imap["secret"] == imap["secrets"]?[0]?["value"])
    }

    @Test("has the configuration of a posternd, with the cloud, the CA and a way to this machine")
    func configuration() {
        #expect(
            PosterndConfiguration.json(addresses) == [
                "clouds": [
                    "sandbox": [
                        "loginHost": "https://localhost:8443", "graphRoot": "https://localhost:8443",
                        "imap": ["host": "localhost", "port": 993, "security": "tls"],
                        "smtp": ["host": "localhost", "port": 587, "security": "startTLS"],
                        "mailResource": "https://outlook.office.com",
                    ]
                ],
                "egress": ["allow": ["127.0.0.0/8", "::1/128"]], "tls": ["caFile": "/tls/ca.pem"],
            ])
    }
}
