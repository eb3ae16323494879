import Cryptography
import Doorway
import Entra
import Tenant

/// What programs and browsers may send to the sandbox's Entra.
enum EntraFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        ("entra-assertion", { bytes in _ = Assertion(parsing: String(decoding: bytes, as: UTF8.self)) }),
        (
            "entra-token-form",
            { bytes in
                for authority in ["common", "contoso.example"] {
                    let answer = door?.respond(to: form("/\(authority)/oauth2/v2.0/token", bytes))
                    precondition(answer?.status != 200, "tokens for nobody")
                }
                _ = door?.respond(to: form("/common/oauth2/v2.0/devicecode", bytes))
                _ = door?.respond(to: form("/common/login", bytes))
            }
        ),
        (
            "entra-authorize",
            { bytes in
                let query = String(decoding: bytes, as: UTF8.self)
                for path in ["/common/oauth2/v2.0/authorize", "/common/v2.0/adminconsent", "/devicelogin", "/error"] {
                    let answer = door?.respond(to: WebRequest(method: "GET", path: path, query: query))
                    let location = answer?.headers["location"] ?? "https://app.example/back"
                    // A host compares without case.
                    precondition(location.lowercased().hasPrefix("https://app.example/back"), "an open redirect")
                    precondition(!location.utf8.contains { $0 <= 32 }, "a header that can be split")
                }
            }
        ),
    ]

    private static func form(_ path: String, _ body: [UInt8]) -> WebRequest {
        WebRequest(
            method: "POST", path: path, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: body)
    }

    /// One tenant and one app with a secret that is in no seed, so that nobody gets tokens.
    private static let door: EntraDoor? = {
        let contoso = GUID(unchecked: "10000000-0000-4000-8000-000000000001")
        var app = Registration(
            clientID: GUID(unchecked: "a0000000-0000-4000-8000-000000000001"), displayName: "app", homeTenant: contoso,
            audience: .anyTenantAndPersonal, redirectURIs: [.init(uri: "https://app.example/back", platform: .web)],
            delegatedPermissions: ["Mail.Read"])
        app.secrets = [.init(value: GUID.random().description, expiresAt: 4_000_000_000)]
        let directory = Directory(
            tenants: [TenantRecord(id: contoso, displayName: "Contoso", domains: ["contoso.example"])], people: [],
            registrations: [app])
        let sandbox = Sandbox(
            facts: FactSheet(), seed: 1, clock: SandboxClock(), directory: directory, mailboxes: Mailboxes())
        return (try? RSAPrivateKey.generate()).map { EntraDoor(sandbox: sandbox, signingKey: $0) }
    }()
}
