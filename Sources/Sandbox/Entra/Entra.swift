internal import Tenant

/// What all parts of the door share.
struct Entra: Sendable {
    let sandbox: Sandbox
    let signer: TokenSigner
    let state = SignInState()

    var facts: FactSheet { sandbox.facts }
    var directory: Directory { sandbox.directory }

    /// The app that a request is about: AADSTS900144, 700016, 7000112.
    func app(_ clientID: String?) throws(Refusal) -> Registration {
        guard let clientID else { throw .missing("client_id") }
        guard let id = GUID(clientID), let app = directory.registration(id) else {
            throw Refusal(
                700_016, "Application with identifier '\(clientID.prefix(100))' was not found in the directory.")
        }
        guard !app.isDisabled else { throw Refusal(7_000_112, "Application '\(id)'(\(app.displayName)) is disabled.") }
        return app
    }

    /// What is still to be consented to by or for a person.
    func missing(_ scopes: ScopeRequest, _ app: Registration, _ person: Person) -> [Permission] {
        scopes.resources.flatMap { resource in
            let given = consents(app, person, resource.audience)
            return resource.permissions.filter { !given.contains($0) }
                .compactMap { Permission.delegated($0, at: resource.audience) }
        }
    }

    func consents(_ app: Registration, _ person: Person, _ audience: Audience) -> Set<String> {
        directory.consents(client: app.clientID, tenant: person.tenant, person: person.id, audience: audience)
    }

    /// Whether a person has ever agreed to anything for an app: its identity scopes then need no asking.
    func knows(_ app: Registration, _ person: Person) -> Bool {
        Audience.allCases.contains { !consents(app, person, $0).isEmpty }
    }

    /// Keeps what somebody agreed to, for themselves or for everybody in their tenant.
    func consent(to scopes: ScopeRequest, _ app: Registration, by person: Person, forAll: Bool) {
        let owner = forAll ? nil : person.id
        var given = [(Audience.graph, "openid")]
        for resource in scopes.resources { given += resource.permissions.map { (resource.audience, $0) } }
        for (audience, permission) in given {
            directory.consent(
                Consent(
                    client: app.clientID, tenant: person.tenant, person: owner, audience: audience,
                    permission: permission))
        }
    }

    /// AADSTS50057, 50105: whoever is in the way of every sign-in and of every refresh.
    func inGoodStanding(_ person: Person, _ app: Registration) throws(Refusal) {
        guard !person.isDisabled, person.purpose == .user else { throw Refusal(50057) }
        guard !app.assignmentRequired || directory.isAssigned(person.id, to: app.clientID) else {
            throw Refusal(50105)
        }
    }
}
