internal import Doorway
internal import JSON
internal import Tenant

extension ControlDoor {
    func people(_ request: WebRequest, name: String?) throws(ControlError) -> WebResponse {
        guard let name else {
            return try read(request) { ["people": .array(sandbox.directory.people.map(DirectoryListing.json))] }
        }
        guard var person = sandbox.directory.person(named: name) else { throw .notFound("person \(name)") }
        if request.method == "PATCH" {
            var members = try members(request)
            try PersonReading.amend(&person, &members)
            try members.finish()
            let changed = person
            sandbox.directory.change(person: person.id) { $0 = changed }
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, PATCH")
        }
        return .json(200, DirectoryListing.json(person))
    }

    func tenants(_ request: WebRequest, name: String?) throws(ControlError) -> WebResponse {
        guard let name else {
            return try read(request) { ["tenants": .array(sandbox.directory.tenants.map(DirectoryListing.json))] }
        }
        guard var tenant = try? tenant(name, "tenant") else { throw .notFound("tenant \(name)") }
        if request.method == "PATCH" {
            var members = try members(request)
            var policies = try Members(members.required("policies", "an object") { $0 }, at: "policies")
            try TenantReading.amend(&tenant.policies, &policies)
            try policies.finish()
            try members.finish()
            let changed = tenant.policies
            sandbox.directory.change(tenant: tenant.id) { $0.policies = changed }
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, PATCH")
        }
        return .json(200, DirectoryListing.json(tenant))
    }

    func registrations(_ request: WebRequest, client: String?) throws(ControlError) -> WebResponse {
        guard let client else {
            if request.method == "GET" {
                return .json(200, ["apps": .array(sandbox.directory.registrations.map(DirectoryListing.json))])
            }
            guard request.method == "POST" else { throw .methodNotAllowed("GET, POST") }
            var members = try members(request)
            let registration = try RegistrationReading(directory: sandbox.directory).new(&members)
            try members.finish()
            guard sandbox.directory.registration(registration.clientID) == nil else {
                throw .invalid("clientId", "one that no app has yet")
            }
            sandbox.directory.add(registration)
            return .json(201, DirectoryListing.json(registration))
        }
        guard var registration = try? registration(client, "client") else { throw .notFound("app \(client)") }
        if request.method == "PATCH" {
            var members = try members(request)
            try RegistrationReading(directory: sandbox.directory).amend(&registration, &members)
            try members.finish()
            let changed = registration
            sandbox.directory.change(registration: registration.clientID) { $0 = changed }
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, PATCH")
        }
        return .json(200, DirectoryListing.json(registration))
    }
}
