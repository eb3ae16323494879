import Broker
import Cryptography
import Domain
import OAuth
import TestSupport
import Testing

@Suite("A credential of an app")
struct ProofRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is refused; nil for a good one.
        let field: String?
        let change: @Sendable (inout AppRegistration) throws -> Void

        init(_ name: String, _ field: String?, _ change: @escaping @Sendable (inout AppRegistration) throws -> Void) {
            testDescription = name
            self.field = field
            self.change = change
        }
    }

    static let cases = [
        Case("a certificate", nil) { $0.clientCertificate = try Certificates.client() },
        Case("a certificate that has not begun yet", nil) {
            $0.clientCertificate = ClientCertificate(
                certificate: try Certificates.certificate(age: -1).pem,
                privateKey: Credential(try Certificates.key.get().pem))
        },
        Case("a certificate that is over", "clientCertificate.certificate") {
            $0.clientCertificate = ClientCertificate(
                certificate: try Certificates.certificate(days: 2, age: 3).pem,
                privateKey: Credential(try Certificates.key.get().pem))
        },
        Case("a certificate that is none", "clientCertificate.certificate") {
            $0.clientCertificate = try Certificates.client()
            $0.clientCertificate?.certificate = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n"
        },
        Case("an endless certificate", "clientCertificate.certificate") {
            $0.clientCertificate = try Certificates.client()
            $0.clientCertificate?.certificate += String(repeating: "\n", count: 65_536)
        },
        Case("somebody else's key", "clientCertificate.privateKey") {
            $0.clientCertificate = try Certificates.client()
            $0.clientCertificate?.privateKey = Credential(try Certificates.otherKey.get().pem)
        },
        Case("a key that is none", "clientCertificate.privateKey") {
            $0.clientCertificate = try Certificates.client()
            $0.clientCertificate?.privateKey = Credential("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC\n")
        },
        Case("a known assertion file", nil) { $0.clientAssertion = "workload" },
        Case("an unknown assertion file", "clientAssertion") { $0.clientAssertion = "/etc/passwd" },
        Case("a secret and a certificate", "clientCertificate") {
            $0.clientSecret = Credential("secret")
            $0.clientCertificate = try Certificates.client()
        },
        Case("a certificate and an assertion", "clientAssertion") {
            $0.clientCertificate = try Certificates.client()
            $0.clientAssertion = "workload"
        },
        Case("the end of no secret", "secretExpiresAt") {
            $0.secretExpiresAt = Timestamp(secondsSince1970: 1_900_000_000)
        },
    ]

    @Test("is refused by the field that is wrong", arguments: cases)
    func registration(_ c: Case) async throws {
        let desk = Desk(assertions: AssertionShelf(["workload": ClientProofTests.jwt]))
        let registration = try ClientProofTests.registration { try c.change(&$0) }
        var field: String?
        do throws(BrokerError) {
            _ = try await desk.service.apps.register(registration)
        } catch {
            guard case .invalid(let name, _) = error else {
                Issue.record("\(error)")
                return
            }
            field = name
        }
        #expect(field == c.field)
    }

    @Test("is told of without what is secret about it")
    func described() async throws {
        let desk = Desk(assertions: AssertionShelf(["workload": ClientProofTests.jwt]))
        let client = try Certificates.client(days: 100)
        let own = try X509Certificate(pem: client.certificate)
        let byCertificate = try await desk.service.apps.register(
            ClientProofTests.registration { $0.clientCertificate = client })
        #expect(
            byCertificate.credentials == [
                AppCredential(
                    id: "cred_1", kind: .certificate, addedAt: desk.clock.now(),
                    expiresAt: own.notAfter.map(Timestamp.init(secondsSince1970:)),
                    thumbprint: Certificates.hexadecimal(own.sha256Thumbprint))
            ])
        let byAssertion = try await desk.service.apps.register(
            ClientProofTests.registration { $0.clientAssertion = "workload" })
        #expect(byAssertion.clientAuthentication == .assertion)
        #expect(byAssertion.credentials.map(\.assertion) == ["workload"])
    }

    @Test("is needed anew when the app moves, whatever its kind", arguments: ["clientCertificate", "clientAssertion"])
    func move(_ field: String) async throws {
        let desk = Desk(assertions: AssertionShelf(["workload": ClientProofTests.jwt]))
        let registration = try ClientProofTests.registration {
            if field == "clientAssertion" {
                $0.clientAssertion = "workload"
            } else {
                $0.clientCertificate = try Certificates.client()
            }
        }
        let app = try await desk.service.apps.register(registration)
        #expect(
            await failure { _ = try await desk.service.updateApp(app.id, AppChange(authority: "fabrikam.example")) }
                == .invalid(field: field, reason: "is needed anew when authority changes"))
    }
}
