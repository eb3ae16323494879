import JSON
import Tenant
import Testing

@testable import SandboxDaemon

@Suite("The directory at the control endpoint")
struct ControlledDirectoryTests {
    private let controlled = Controlled()
    private var directory: Tenant.Directory { controlled.sandbox.directory }

    @Test("changes what is named about a person and leaves the rest")
    func person() async throws {
        let before = try controlled.person("adele@contoso.example")
        let answer = try await controlled.ask(
            "PATCH", "/sandbox/people/adele@contoso.example",
            ["mail": nil, "needsSecondFactor": true, "smtpAuth": "disabled", "language": "fr-FR"])
        #expect(answer.status == 200)
        #expect(answer.json["needsSecondFactor"] == true)
        let after = try controlled.person("adele@contoso.example")
        #expect(after.mail == nil)
        #expect((after.smtpAuth, after.language, after.password) == (.disabled, "fr-FR", before.password))
    }

    @Test("loses neither of two changes at once")
    func together() async throws {
        for round in 0..<100 {
            let value = JSONValue.string("\(round)")
            async let one = controlled.ask("PATCH", "/sandbox/people/adele@contoso.example", ["language": value])
            async let other = controlled.ask("PATCH", "/sandbox/people/adele@contoso.example", ["timeZone": value])
            _ = try await (one, other)
            let adele = try controlled.person("adele@contoso.example")
            #expect(adele.language == "\(round)" && adele.timeZone == "\(round)")
        }
    }

    @Test("changes nothing when one field is wrong")
    func partly() async throws {
        let answer = try await controlled.ask(
            "PATCH", "/sandbox/people/adele@contoso.example", ["isDisabled": true, "zzz": 1])
        #expect((answer.status, answer.field) == (400, "zzz"))
        #expect(try !controlled.person("adele@contoso.example").isDisabled)
    }

    @Test("changes a tenant's policies, by the tenant's name, domain or id", arguments: ["Contoso", "contoso.example"])
    func tenant(name: String) async throws {
        let answer = try await controlled.ask(
            "PATCH", "/sandbox/tenants/\(name)",
            ["policies": ["smtpAuthEnabled": false, "signInFrequencySeconds": 60, "applicationAccessPolicy": ["A"]]])
        #expect(answer.json["policies"]?["smtpAuthEnabled"] == false)
        let policies = try #require(directory.tenant(named: "contoso.example")?.policies)
        #expect(policies.smtpAuthEnabled == false)
        #expect(policies.userConsentAllowed)
        #expect(policies.signInFrequencySeconds == 60)
        #expect(policies.applicationAccessPolicy == ["a"])
        _ = try await controlled.ask(
            "PATCH", "/sandbox/tenants/\(name)", ["policies": ["signInFrequencySeconds": nil]])
        #expect(directory.tenant(named: "contoso.example")?.policies.signInFrequencySeconds == nil)
    }

    @Test("registers an app, once, and gives back what it took")
    func registers() async throws {
        let app: JSONValue = [
            "name": "mine", "clientId": "11111111-2222-4333-8444-555555555555", "audience": "AzureADMyOrg",
            "homeTenant": "fabrikam.example",
            "redirectUris": [["uri": "http://localhost/x", "platform": "publicClient"]],
            "secrets": [["value": "s", "expiresAt": "2028-01-01T00:00:00Z"]], "delegatedPermissions": ["Mail.Read"],
            "applicationPermissions": ["Mail.Send"], "allowsPublicClientFlows": true,
            "federatedCredentials": [["issuer": "https://i", "subject": "s", "keys": ["keys": []]]],
        ]
        let made = try await controlled.ask("POST", "/sandbox/registrations", app)
        #expect(made.status == 201)
        #expect(made.json["secret"] == "s")
        let id = try #require(GUID("11111111-2222-4333-8444-555555555555"))
        let registration = try #require(directory.registration(id))
        #expect(registration.redirectURIs == [.init(uri: "http://localhost/x", platform: .native)])
        #expect(registration.federatedCredentials.map(\.keys) == [#"{"keys":[]}"#])
        #expect(registration.homeTenant == directory.tenant(named: "fabrikam.example")?.id)
        let again = try await controlled.ask("POST", "/sandbox/registrations", app)
        #expect((again.status, again.field) == (400, "clientId"))
        _ = try await controlled.ask(
            "PATCH", "/sandbox/registrations/\(id)", ["secrets": [], "isDisabled": true, "assignmentRequired": true])
        let changed = try #require(directory.registration(id))
        #expect(changed.secrets.isEmpty)
        #expect(changed.isDisabled)
        #expect(changed.delegatedPermissions == ["Mail.Read"])
    }

    @Test("gives and takes consent, assignment and rights on mailboxes")
    func rights() async throws {
        let adele = try controlled.person("adele@contoso.example")
        let consent: JSONValue = [
            "client": "postern-graph", "person": "adele@contoso.example", "audience": "graph",
            "permissions": ["Mail.Read"],
        ]
        #expect(try await controlled.ask("POST", "/sandbox/consents", consent).status == 204)
        func given() -> Set<String> {
            directory.consents(client: SeedApps.graph, tenant: adele.tenant, person: adele.id, audience: .graph)
        }
        #expect(given().contains("Mail.Read"))
        let forAll: JSONValue = [
            "client": "postern-service", "tenant": "fabrikam.example", "audience": "graph",
            "permissions": ["mail.readbasic.all", "openid"],
        ]
        #expect(try await controlled.ask("POST", "/sandbox/consents", forAll).status == 204)
        let fabrikam = try #require(directory.tenant(named: "fabrikam.example")).id
        let agreed = directory.consents(client: SeedApps.service, tenant: fabrikam, person: nil, audience: .graph)
        #expect(agreed.isSuperset(of: ["Mail.ReadBasic.All", "openid"]))
        _ = try await controlled.ask(
            "DELETE", "/sandbox/consents", ["client": "postern-graph", "person": "adele@contoso.example"])
        #expect(!given().contains("Mail.Read"))

        _ = try await controlled.ask(
            "POST", "/sandbox/assignments", ["client": "postern-graph", "person": "adele@contoso.example"])
        #expect(directory.isAssigned(adele.id, to: SeedApps.graph))

        let right: JSONValue = [
            "mailbox": "bruno@contoso.example", "client": "postern-graph", "right": "FullAccess",
        ]
        let app = Principal.application(client: SeedApps.graph, tenant: adele.tenant)
        let bruno = try controlled.person("bruno@contoso.example").id
        _ = try await controlled.ask("POST", "/sandbox/mailboxGrants", right)
        #expect(directory.holds(app, .fullAccess, on: bruno))
        #expect(try await controlled.ask("DELETE", "/sandbox/mailboxGrants", right).status == 204)
        #expect(!directory.holds(app, .fullAccess, on: bruno))
        #expect(try await controlled.ask("DELETE", "/sandbox/mailboxGrants", right).status == 404)
    }
}
