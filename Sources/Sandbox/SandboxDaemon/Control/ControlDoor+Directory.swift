internal import Doorway
internal import JSON
internal import Tenant

extension ControlDoor {
    func people(_ request: WebRequest, name: String?) throws(ControlError) -> WebResponse {
        guard let name else {
            return try read(request) { ["people": .array(sandbox.directory.people.map(DirectoryListing.json))] }
        }
        guard let person = sandbox.directory.person(named: name) else { throw .notFound("person \(name)") }
        if request.method == "PATCH" {
            var members = try members(request)
            try sandbox.directory.change(person: person.id) { person throws(ControlError) in
                try PersonReading.amend(&person, &members)
                try members.finish()
            }
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, PATCH")
        }
        return .json(200, DirectoryListing.json(sandbox.directory.person(person.id) ?? person))
    }

    func tenants(_ request: WebRequest, name: String?) throws(ControlError) -> WebResponse {
        guard let name else {
            return try read(request) { ["tenants": .array(sandbox.directory.tenants.map(DirectoryListing.json))] }
        }
        guard let tenant = try? tenant(name, "tenant") else { throw .notFound("tenant \(name)") }
        if request.method == "PATCH" {
            var members = try members(request)
            var policies = try Members(members.required("policies", "an object") { $0 }, at: "policies")
            try members.finish()
            try sandbox.directory.change(tenant: tenant.id) { tenant throws(ControlError) in
                try TenantReading.amend(&tenant.policies, &policies)
                try policies.finish()
            }
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, PATCH")
        }
        return .json(200, DirectoryListing.json(sandbox.directory.tenant(tenant.id) ?? tenant))
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
            guard sandbox.directory.add(registration) else { throw .invalid("clientId", "one that no app has yet") }
            return .json(201, DirectoryListing.json(registration))
        }
        guard let registration = try? registration(client, "client") else { throw .notFound("app \(client)") }
        if request.method == "PATCH" {
            var members = try members(request)
            let reading = RegistrationReading(directory: sandbox.directory)
            try sandbox.directory.change(registration: registration.clientID) { registration throws(ControlError) in
                try reading.amend(&registration, &members)
                try members.finish()
            }
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, PATCH")
        }
        let changed = sandbox.directory.registration(registration.clientID)
        return .json(200, DirectoryListing.json(changed ?? registration))
    }
}
