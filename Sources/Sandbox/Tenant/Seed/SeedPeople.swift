/// The tenants and people that every sandbox has. Their ids and passwords are fixed, so that tests and readers can name
/// them; nothing here is a secret.
package enum SeedPeople {
    package static let contoso = GUID(unchecked: "c0c05000-0001-4a6b-9c1d-5a1e0f7b2d01")
    package static let fabrikam = GUID(unchecked: "fab51ca0-0002-4f3e-8b2a-6c2f1e8d3c02")

    /// English, owner of the big mailbox.
    package static let adele = GUID(unchecked: "ade1e000-1001-4c5d-8e9f-0a1b2c3d4e01")
    /// With German folders.
    package static let bruno = GUID(unchecked: "b2700000-1002-4d6e-9fa0-1b2c3d4e5f02")
    /// The administrator of Contoso; without an archive.
    package static let chidi = GUID(unchecked: "c41d1000-1003-4e7f-8ab1-2c3d4e5f6a03")
    /// With French folders.
    package static let chloe = GUID(unchecked: "c410e000-1004-4f80-9bc2-3d4e5f6a7b04")
    /// With Japanese folders.
    package static let kenji = GUID(unchecked: "4e9d1000-1005-4091-8cd3-4e5f6a7b8c05")
    /// The shared mailbox: Adele has full access and may send as it, Bruno may send on its behalf.
    package static let support = GUID(unchecked: "50bb0270-1006-41a2-9de4-5f6a7b8c9d06")
    /// Without a licence, so without a mailbox.
    package static let nomail = GUID(unchecked: "00a11000-1007-42b3-8ef5-6a7b8c9d0e07")
    /// Disabled.
    package static let off = GUID(unchecked: "0ff00000-1008-43c4-9fa6-7b8c9d0e1f08")
    package static let mia = GUID(unchecked: "31a00000-2001-44d5-8ab7-8c9d0e1f2a09")
    /// A personal account.
    package static let pat = GUID(unchecked: "9a700000-0000-45e6-9bc8-9d0e1f2a3b0a")

    static let tenants = [
        TenantRecord(id: contoso, displayName: "Contoso", domains: ["contoso.onmicrosoft.com", "contoso.example"]),
        TenantRecord(id: fabrikam, displayName: "Fabrikam", domains: ["fabrikam.onmicrosoft.com", "fabrikam.example"]),
        TenantRecord(id: TenantRecord.personalID, displayName: "Microsoft Accounts", domains: ["outlook.example"]),
    ]

    static let all: [Person] = [
        person(adele, contoso, "adele", "contoso.example", ("Adele", "Vance")) {
            $0.aliases = ["adele.vance@contoso.example"]
        },
        person(bruno, contoso, "bruno", "contoso.example", ("Bruno", "Keller")) { bruno in
            bruno.language = "de-DE"
            bruno.timeZone = "W. Europe Standard Time"
        },
        person(chidi, contoso, "chidi", "contoso.example", ("Chidi", "Okafor")) { $0.isAdministrator = true },
        person(chloe, contoso, "chloe", "contoso.example", ("Chloé", "Lefèvre")) { $0.language = "fr-FR" },
        person(kenji, contoso, "kenji", "contoso.example", ("Kenji", "Sato")) { kenji in
            kenji.displayName = "佐藤 健二"
            kenji.language = "ja-JP"
            kenji.timeZone = "Tokyo Standard Time"
        },
        person(support, contoso, "support", "contoso.example", ("Contoso", "Support")) { support in
            support.purpose = .shared
            support.isDisabled = true
        },
        person(nomail, contoso, "nomail", "contoso.example", ("Noor", "Haddad")) { nomail in
            nomail.mail = nil
            nomail.hasMailbox = false
        },
        person(off, contoso, "off", "contoso.example", ("Otto", "Frank")) { $0.isDisabled = true },
        person(mia, fabrikam, "mia", "fabrikam.example", ("Mia", "Larsen")) { $0.isAdministrator = true },
        person(pat, TenantRecord.personalID, "pat", "outlook.example", ("Pat", "Morgan")),
    ]

    private static func person(
        _ id: GUID, _ tenant: GUID, _ name: String, _ domain: String, _ names: (String, String),
        _ configure: (inout Person) -> Void = { _ in }
    ) -> Person {
        let address = "\(name)@\(domain)"
        var person = Person(
            id: id, tenant: tenant, userPrincipalName: address, mail: address, displayName: "\(names.0) \(names.1)",
            givenName: names.0, surname: names.1, password: "Sandbox-\(name)-2026")
        configure(&person)
        return person
    }
}
