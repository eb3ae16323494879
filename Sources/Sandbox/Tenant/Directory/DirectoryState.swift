/// What a directory holds, with its indexes.
struct DirectoryState: Sendable {
    private(set) var people: [GUID: Person] = [:]
    var tenants: [GUID: TenantRecord] = [:]
    var registrations: [GUID: Registration] = [:]
    private(set) var tenantOrder: [GUID] = []
    private(set) var personOrder: [GUID] = []
    private(set) var registrationOrder: [GUID] = []
    var consents: Set<Consent> = []
    var grants: Set<MailboxGrant> = []
    /// Who may use an app that requires assignment.
    var assignments: [GUID: Set<GUID>] = [:]
    /// Lowercase names of people.
    private var names: [String: GUID] = [:]

    mutating func add(_ tenant: TenantRecord) {
        if tenants.updateValue(tenant, forKey: tenant.id) == nil { tenantOrder.append(tenant.id) }
    }

    /// False when there is one already.
    mutating func add(_ registration: Registration) -> Bool {
        guard registrations[registration.clientID] == nil else { return false }
        registrations[registration.clientID] = registration
        registrationOrder.append(registration.clientID)
        return true
    }

    mutating func add(_ person: Person) {
        if people[person.id] == nil { personOrder.append(person.id) }
        replace(person)
    }

    /// Keeps a person anew, under their new names. A name that two people have stays with the first.
    mutating func replace(_ person: Person) {
        if let old = people.updateValue(person, forKey: person.id) {
            for name in Self.names(of: old) where names[name] == old.id { names[name] = nil }
        }
        for name in Self.names(of: person) where names[name] == nil { names[name] = person.id }
    }

    func person(named name: String) -> Person? {
        let name = name.lowercased()
        return names[name].flatMap { people[$0] } ?? GUID(name).flatMap { people[$0] }
    }

    func tenant(named name: String) -> TenantRecord? {
        if let id = GUID(name) { return tenants[id] }
        let name = name.lowercased()
        return tenantOrder.lazy.compactMap { tenants[$0] }.first { $0.domains.contains(name) }
    }

    private static func names(of person: Person) -> [String] {
        ([person.userPrincipalName, person.address] + person.aliases).map { $0.lowercased() }
    }
}
