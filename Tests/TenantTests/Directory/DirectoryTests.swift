import Tenant
import Testing

@Suite("The directory")
struct DirectoryTests {
    private let directory = Directory(
        tenants: [
            TenantRecord(id: .contoso, displayName: "Contoso", domains: ["contoso.onmicrosoft.com", "contoso.example"])
        ],
        people: [.sample(.adele, "adele@contoso.example"), .sample(.bruno, "bruno@contoso.example")],
        registrations: [.sample(.client)])

    @Test(
        "finds a person by any of their names, whatever its case",
        arguments: [
            "adele@contoso.example", "ADELE@Contoso.Example", "adele.vance@contoso.example", "a.v@contoso.example",
            GUID.adele.description.uppercased(),
        ])
    func person(name: String) {
        directory.change(person: .adele) { person in
            person.mail = "Adele.Vance@contoso.example"
            person.aliases = ["A.V@contoso.example"]
        }
        #expect(directory.person(named: name)?.id == .adele)
    }

    @Test("forgets a name that a person no longer has")
    func renamed() {
        directory.change(person: .adele) { $0.userPrincipalName = "vance@contoso.example" }
        #expect(directory.person(named: "adele@contoso.example") == nil)
        #expect(directory.person(named: "vance@contoso.example")?.id == .adele)
        #expect(directory.people.map(\.id) == [.adele, .bruno])
    }

    @Test("leaves a name that two people want with the first")
    func sameName() {
        directory.change(person: .bruno) { $0.aliases = ["adele@contoso.example"] }
        #expect(directory.person(named: "adele@contoso.example")?.id == .adele)
        directory.change(person: .bruno) { $0.aliases = [] }
        #expect(directory.person(named: "adele@contoso.example")?.id == .adele)
    }

    @Test("says so when whom to change is unknown")
    func unknown() {
        #expect(!directory.change(person: .client) { $0.isDisabled = true })
        #expect(!directory.change(tenant: .client) { $0.displayName = "" })
        #expect(!directory.change(registration: .adele) { $0.isDisabled = true })
    }

    @Test(
        "finds a tenant by its GUID and by its domains, whatever their case",
        arguments: ["CONTOSO.example", "contoso.onmicrosoft.com", GUID.contoso.description.uppercased()])
    func tenant(name: String) {
        #expect(directory.tenant(named: name)?.id == .contoso)
        #expect(directory.tenant(named: "fabrikam.example") == nil)
    }

    @Test("keeps registrations in order and lets them be changed")
    func registrations() {
        #expect(directory.add(.sample(.adele)))
        #expect(directory.change(registration: .client) { $0.isDisabled = true })
        #expect(directory.registrations.map(\.clientID) == [.client, .adele])
        #expect(directory.registration(.client)?.isDisabled == true)
        #expect(!directory.add(.sample(.client)))
        #expect(directory.registration(.client)?.isDisabled == true)
    }

    @Test("makes no change that throws")
    func failedChange() {
        #expect(throws: MailboxError.noSuchMessage) {
            try directory.change(person: .adele) { person throws(MailboxError) in
                person.isDisabled = true
                throw .noSuchMessage
            }
        }
        #expect(directory.person(.adele)?.isDisabled == false)
    }

    @Test("counts an administrator's consent for everybody, and a person's own for them alone")
    func consents() {
        directory.consent(.sample(person: .adele, "Mail.Read"))
        directory.consent(.sample(person: nil, "Mail.Send"))
        #expect(consents(of: .adele) == ["Mail.Read", "Mail.Send"])
        #expect(consents(of: .bruno) == ["Mail.Send"])
        #expect(consents(of: nil) == ["Mail.Send"])
        #expect(consents(of: .adele, at: .outlook) == [])
    }

    @Test("withdraws a person's consents and leaves the administrator's")
    func withdrawn() {
        directory.consent(.sample(person: .adele, "Mail.Read"))
        directory.consent(.sample(person: nil, "Mail.Send"))
        directory.withdrawConsents(client: .client, tenant: .contoso, person: .adele)
        #expect(consents(of: .adele) == ["Mail.Send"])
        directory.withdrawConsents(client: .client, tenant: .contoso, person: nil)
        #expect(consents(of: .adele) == [])
    }

    @Test("gives the owner of a mailbox every right on it", arguments: MailboxRight.allCases)
    func owner(right: MailboxRight) {
        #expect(directory.holds(.person(.adele), right, on: .adele))
        #expect(!directory.holds(.person(.bruno), right, on: .adele))
    }

    @Test("gives with a grant the right that it names and no other, until it is withdrawn")
    func grants() {
        let app = Principal.application(client: .client, tenant: .contoso)
        let grant = MailboxGrant(mailbox: .adele, trustee: app, right: .sendAs)
        directory.grant(grant)
        #expect(directory.holds(app, .sendAs, on: .adele))
        #expect(!directory.holds(app, .fullAccess, on: .adele))
        #expect(!directory.holds(app, .sendAs, on: .bruno))
        #expect(!directory.holds(.application(client: .client, tenant: .adele), .sendAs, on: .adele))
        #expect(directory.withdraw(grant))
        #expect(!directory.withdraw(grant))
        #expect(!directory.holds(app, .sendAs, on: .adele))
    }

    @Test("knows who is assigned to an app")
    func assignment() {
        directory.assign(person: .adele, to: .client)
        #expect(directory.isAssigned(.adele, to: .client))
        #expect(!directory.isAssigned(.bruno, to: .client))
    }

    private func consents(of person: GUID?, at audience: Audience = .graph) -> Set<String> {
        directory.consents(client: .client, tenant: .contoso, person: person, audience: audience)
    }
}
