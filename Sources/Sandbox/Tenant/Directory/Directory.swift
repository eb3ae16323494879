import Synchronization

/// Who and what is known: tenants, people, app registrations, consents and rights on mailboxes.
package final class Directory: Sendable {
    private let state: Mutex<DirectoryState>

    package init(
        tenants: [TenantRecord], people: [Person], registrations: [Registration], consents: Set<Consent> = [],
        mailboxGrants: Set<MailboxGrant> = []
    ) {
        var initial = DirectoryState()
        for entry in tenants { initial.add(entry) }
        for entry in people { initial.add(entry) }
        for entry in registrations { _ = initial.add(entry) }
        initial.consents = consents
        initial.grants = mailboxGrants
        state = Mutex(initial)
    }

    func withState<R: Sendable>(_ body: (inout DirectoryState) -> R) -> R { state.withLock { body(&$0) } }

    // MARK: Tenants

    package func tenant(_ id: GUID) -> TenantRecord? { state.withLock { $0.tenants[id] } }

    /// By GUID or verified domain, in any case.
    package func tenant(named name: String) -> TenantRecord? { state.withLock { $0.tenant(named: name) } }

    /// In the order in which they were added.
    package var tenants: [TenantRecord] {
        state.withLock { state in state.tenantOrder.compactMap { state.tenants[$0] } }
    }

    /// False when there is none. A change that throws is not made.
    @discardableResult
    package func change<E: Error>(
        tenant id: GUID, _ change: (inout TenantRecord) throws(E) -> Void
    ) throws(E) -> Bool {
        try state.withLock { state throws(E) in
            guard var tenant = state.tenants[id] else { return false }
            try change(&tenant)
            state.tenants[id] = tenant
            return true
        }
    }

    // MARK: People

    package func person(_ id: GUID) -> Person? { state.withLock { $0.people[id] } }

    /// By object id, user principal name, mail address or alias, in any case.
    package func person(named name: String) -> Person? { state.withLock { $0.person(named: name) } }

    /// In the order in which they were added.
    package var people: [Person] { state.withLock { state in state.personOrder.compactMap { state.people[$0] } } }

    @discardableResult
    package func change<E: Error>(person id: GUID, _ change: (inout Person) throws(E) -> Void) throws(E) -> Bool {
        try state.withLock { state throws(E) in
            guard var person = state.people[id] else { return false }
            try change(&person)
            state.replace(person)
            return true
        }
    }

    // MARK: Registrations

    package func registration(_ client: GUID) -> Registration? { state.withLock { $0.registrations[client] } }

    /// In the order in which they were added.
    package var registrations: [Registration] {
        state.withLock { state in state.registrationOrder.compactMap { state.registrations[$0] } }
    }

    /// False, and nothing changed, when there is one of this client id.
    @discardableResult
    package func add(_ registration: Registration) -> Bool { state.withLock { $0.add(registration) } }

    @discardableResult
    package func change<E: Error>(
        registration client: GUID, _ change: (inout Registration) throws(E) -> Void
    ) throws(E) -> Bool {
        try state.withLock { state throws(E) in
            guard var registration = state.registrations[client] else { return false }
            try change(&registration)
            state.registrations[client] = registration
            return true
        }
    }

    /// Assigns somebody to an app that requires it (AADSTS50105).
    package func assign(person: GUID, to client: GUID) {
        state.withLock { _ = $0.assignments[client, default: []].insert(person) }
    }

    package func isAssigned(_ person: GUID, to client: GUID) -> Bool {
        state.withLock { $0.assignments[client]?.contains(person) ?? false }
    }
}
