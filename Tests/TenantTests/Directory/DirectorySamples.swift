import Tenant

extension GUID {
    static let contoso = GUID(unchecked: "c0000000-0000-4000-8000-000000000001")
    static let adele = GUID(unchecked: "a0000000-0000-4000-8000-000000000001")
    static let bruno = GUID(unchecked: "a0000000-0000-4000-8000-000000000002")
    static let support = GUID(unchecked: "a0000000-0000-4000-8000-000000000003")
    static let client = GUID(unchecked: "e0000000-0000-4000-8000-000000000001")
}

extension Person {
    static func sample(_ id: GUID, _ name: String) -> Person {
        Person(
            id: id, tenant: .contoso, userPrincipalName: name, mail: nil, displayName: "Sample \(name.prefix(5))",
            givenName: "Sample", surname: "Person", password: "password")
    }
}

extension Registration {
    static func sample(_ client: GUID) -> Registration {
        Registration(
            clientID: client, displayName: "Sample", homeTenant: .contoso, audience: .anyTenant, redirectURIs: [],
            delegatedPermissions: ["Mail.Read"])
    }
}

extension Consent {
    static func sample(person: GUID?, _ permission: String) -> Consent {
        Consent(client: .client, tenant: .contoso, person: person, audience: .graph, permission: permission)
    }
}
