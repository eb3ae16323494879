package import Doorway
package import GraphDoor
package import JSON
package import Tenant

/// The control endpoint, `/sandbox`: what a test turns and reads back. It is no part of Microsoft's and asks for no token.
package struct ControlDoor: WebHandler {
    let sandbox: Sandbox
    /// What `GET /sandbox` answers.
    let description: @Sendable () -> JSONValue
    /// Has Entra forget the refresh tokens and sessions of a person.
    let signOut: @Sendable (GUID) -> Void
    /// Has Graph tell a subscriber of an event; false when there is no such subscription.
    let tellSubscriber: @Sendable (GUID, LifecycleEvent) async -> Bool

    package init(
        sandbox: Sandbox, description: @escaping @Sendable () -> JSONValue, signOut: @escaping @Sendable (GUID) -> Void,
        tellSubscriber: @escaping @Sendable (GUID, LifecycleEvent) async -> Bool
    ) {
        self.sandbox = sandbox
        self.description = description
        self.signOut = signOut
        self.tellSubscriber = tellSubscriber
    }

    package func answer(_ request: WebRequest) async -> WebResponse {
        do throws(ControlError) {
            guard request.headers["origin"] == nil else { throw .foreignOrigin }
            guard let path = request.pathSegments, path.first == "sandbox" else { throw .notFound("such path") }
            return try await answer(request, at: Array(path.dropFirst()))
        } catch {
            return error.response
        }
    }

    private func answer(_ request: WebRequest, at path: [String]) async throws(ControlError) -> WebResponse {
        let rest = path.count > 1 ? path[1] : nil
        switch (path.first, path.count) {
        case (nil, _): return try read(request) { description() }
        case ("faults", 1...2): return try faults(request, id: rest)
        case ("requests", 1): return try requests(request)
        case ("sent", 1): return try read(request) { ["sent": .array(sandbox.postOffice.sent.map(json))] }
        case ("mail", 1): return try mail(request)
        case ("settle", 1): return try await settle(request)
        case ("clock", 1): return try clock(request)
        case ("registrations", 1...2): return try registrations(request, client: rest)
        case ("people", 1...2): return try people(request, name: rest)
        case ("tenants", 1...2): return try tenants(request, name: rest)
        case ("consents", 1): return try consents(request)
        case ("assignments", 1): return try assignments(request)
        case ("mailboxGrants", 1): return try mailboxGrants(request)
        case ("subscriptions", 3): return try await subscriptions(request, id: path[1], event: path[2])
        case ("tokens", 2): return try tokens(request, action: path[1])
        default: throw .notFound("such path")
        }
    }

    /// Answers GET with what `value` says.
    func read(_ request: WebRequest, _ value: () -> JSONValue) throws(ControlError) -> WebResponse {
        guard request.method == "GET" else { throw .methodNotAllowed("GET") }
        return .json(200, value())
    }

    /// The body of a request, as an object.
    func members(_ request: WebRequest) throws(ControlError) -> Members {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(parsing: request.body) } catch {
            throw .malformed("the body is no JSON: \(error)")
        }
        return try Members(json)
    }

    // MARK: What a name stands for

    func person(_ name: String, _ field: String) throws(ControlError) -> Person {
        guard let person = sandbox.directory.person(named: name) else {
            throw .invalid(field, "the name or id of a person here")
        }
        return person
    }

    /// By id, domain or display name.
    func tenant(_ name: String, _ field: String) throws(ControlError) -> TenantRecord {
        let tenant =
            sandbox.directory.tenant(named: name)
            ?? sandbox.directory.tenants.first { $0.displayName.lowercased() == name.lowercased() }
        guard let tenant else { throw .invalid(field, "the name, domain or id of a tenant here") }
        return tenant
    }

    /// By client id or display name.
    func registration(_ name: String, _ field: String) throws(ControlError) -> Registration {
        let registration =
            GUID(name).flatMap { sandbox.directory.registration($0) }
            ?? sandbox.directory.registrations.first { $0.displayName.lowercased() == name.lowercased() }
        guard let registration else { throw .invalid(field, "the client id or name of an app here") }
        return registration
    }
}
