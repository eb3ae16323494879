import Cryptography
import Domain
import Doorway
import Entra
import JSON
import Tenant

/// A small directory behind Entra's door, and hands to knock on it.
final class Realm: Sendable {
    static let contoso = GUID(unchecked: "10000000-0000-4000-8000-000000000001")
    static let fabrikam = GUID(unchecked: "20000000-0000-4000-8000-000000000002")
    static let web = GUID(unchecked: "a0000000-0000-4000-8000-000000000001")
    static let native = GUID(unchecked: "a0000000-0000-4000-8000-000000000002")
    static let page = GUID(unchecked: "a0000000-0000-4000-8000-000000000003")
    static let service = GUID(unchecked: "a0000000-0000-4000-8000-000000000004")
    static let ours = GUID(unchecked: "a0000000-0000-4000-8000-000000000005")
    static let homely = GUID(unchecked: "a0000000-0000-4000-8000-000000000006")
    static let secret = "s~e.c-r_e+t /ü"
    static let key = Result { try RSAPrivateKey.generate() }
    static let origin = "https://login.example"

    let sandbox: Sandbox
    let door: EntraDoor

    init(_ facts: FactSheet = FactSheet()) throws {
        let directory = Directory(
            tenants: [
                TenantRecord(
                    id: Self.contoso, displayName: "Contoso", domains: ["contoso.onmicrosoft.com", "contoso.example"]),
                TenantRecord(id: Self.fabrikam, displayName: "Fabrikam", domains: ["fabrikam.onmicrosoft.com"]),
                TenantRecord(id: TenantRecord.personalID, displayName: "Personal", domains: ["outlook.example"]),
            ],
            people: [
                Self.person(1, "adele@contoso.example", Self.contoso),
                Self.person(2, "bruno@contoso.example", Self.contoso),
                Self.person(3, "chidi@contoso.example", Self.contoso, isAdministrator: true),
                Self.person(4, "mia@fabrikam.onmicrosoft.com", Self.fabrikam),
                Self.person(5, "pat@outlook.example", TenantRecord.personalID),
            ], registrations: Self.apps)
        sandbox = Sandbox(
            facts: facts, seed: 1, clock: SandboxClock(), directory: directory, mailboxes: Mailboxes())
        door = EntraDoor(sandbox: sandbox, signingKey: try Self.key.get())
    }

    private static func person(
        _ number: Int, _ name: String, _ tenant: GUID, isAdministrator: Bool = false
    ) -> Person {
        let given = String(name.prefix { $0 != "@" })
        var person = Person(
            id: GUID(unchecked: "b0000000-0000-4000-8000-00000000000\(number)"), tenant: tenant,
            userPrincipalName: name, mail: name, displayName: given, givenName: given, surname: "Example",
            password: "pass-\(given)")
        person.isAdministrator = isAdministrator
        return person
    }

    private static var apps: [Registration] {
        let mail: Set<String> = [
            "User.Read", "Mail.Read", "Mail.ReadWrite", "Mail.Send", "Mail.Read.Shared", "IMAP.AccessAsUser.All",
            "SMTP.Send",
        ]
        func app(_ id: GUID, _ audience: Registration.Audience, _ uris: [(String, Registration.Platform)])
            -> Registration
        {
            Registration(
                clientID: id, displayName: "App \(id.description.suffix(1))", homeTenant: contoso, audience: audience,
                redirectURIs: uris.map { .init(uri: $0.0, platform: $0.1) }, delegatedPermissions: mail)
        }
        var web = app(web, .anyTenantAndPersonal, [("https://app.example/back", .web)])
        web.secrets = [.init(value: secret, expiresAt: 4_000_000_000), .init(value: "old", expiresAt: 1_000)]
        var native = app(
            native, .anyTenantAndPersonal, [("http://localhost", .native), ("http://localhost/a", .native)])
        native.allowsPublicClientFlows = true
        var service = app(service, .anyTenant, [("https://service.example/done", .web)])
        service.secrets = [.init(value: secret, expiresAt: 4_000_000_000)]
        service.applicationPermissions = ["Mail.ReadWrite", "IMAP.AccessAsApp"]
        return [
            web, native, service, app(page, .anyTenantAndPersonal, [("https://page.example/", .spa)]),
            app(ours, .oneTenant, [("https://app.example/back", .web)]),
            app(homely, .personal, [("https://app.example/back", .web)]),
        ]
    }

    var adele: Person { get throws { try found("adele@contoso.example") } }

    func found(_ name: String) throws -> Person {
        guard let person = sandbox.directory.person(named: name) else { throw Nobody() }
        return person
    }
    struct Nobody: Error {}
}
