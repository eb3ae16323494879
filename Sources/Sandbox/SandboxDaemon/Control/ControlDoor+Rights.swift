internal import Doorway
internal import Entra
internal import JSON
internal import Tenant

extension ControlDoor {
    /// `{client, person | tenant, audience, permissions}`: what a person, or an administrator for a tenant, agreed to.
    /// DELETE takes back all that was agreed to for the app.
    func consents(_ request: WebRequest) throws(ControlError) -> WebResponse {
        guard ["POST", "DELETE"].contains(request.method) else { throw .methodNotAllowed("POST, DELETE") }
        var members = try members(request)
        let client = try registration(try members.requiredText("client"), "client").clientID
        let (tenant, person) = try consenter(&members)
        if request.method == "DELETE" {
            try members.finish()
            sandbox.directory.withdrawConsents(client: client, tenant: tenant, person: person)
            return .empty(204)
        }
        guard let audience = try members.choice("audience", Audience.self) else { throw .missing("audience") }
        guard let permissions = try members.texts("permissions") else { throw .missing("permissions") }
        try members.finish()
        let known = try known(permissions, at: audience, forTenant: person == nil)
        for permission in known {
            sandbox.directory.consent(
                Consent(client: client, tenant: tenant, person: person, audience: audience, permission: permission))
        }
        return .empty(204)
    }

    /// As Entra spells them. A tenant's administrator agrees to permissions of applications too.
    private func known(
        _ permissions: [String], at audience: Audience, forTenant: Bool
    ) throws(ControlError) -> [String] {
        var known: [String] = []
        for (index, name) in permissions.enumerated() {
            guard let permission = EntraDoor.permission(name, at: audience, forTenant: forTenant) else {
                throw .invalid("permissions[\(index)]", "a permission of \(audience.rawValue) to agree to")
            }
            known.append(permission)
        }
        return known
    }

    private func consenter(_ members: inout Members) throws(ControlError) -> (tenant: GUID, person: GUID?) {
        if let name = try members.text("person") {
            let person = try person(name, "person")
            return (person.tenant, person.id)
        }
        guard let name = try members.text("tenant") else { throw .missing("person") }
        return (try tenant(name, "tenant").id, nil)
    }

    /// `{client, person}`: for an app whose users have to be assigned.
    func assignments(_ request: WebRequest) throws(ControlError) -> WebResponse {
        guard request.method == "POST" else { throw .methodNotAllowed("POST") }
        var members = try members(request)
        let client = try registration(try members.requiredText("client"), "client").clientID
        let person = try person(try members.requiredText("person"), "person").id
        try members.finish()
        sandbox.directory.assign(person: person, to: client)
        return .empty(204)
    }

    /// `{mailbox, person | client and tenant, right}`.
    func mailboxGrants(_ request: WebRequest) throws(ControlError) -> WebResponse {
        guard ["POST", "DELETE"].contains(request.method) else { throw .methodNotAllowed("POST, DELETE") }
        var members = try members(request)
        let mailbox = try person(try members.requiredText("mailbox"), "mailbox")
        let trustee: Principal
        if let name = try members.text("person") {
            trustee = .person(try person(name, "person").id)
        } else if let name = try members.text("client") {
            let tenant = try members.text("tenant")
            let home = try tenant.map { name throws(ControlError) in try self.tenant(name, "tenant").id }
            trustee = .application(client: try registration(name, "client").clientID, tenant: home ?? mailbox.tenant)
        } else {
            throw .missing("person")
        }
        guard let right = try members.choice("right", MailboxRight.self) else { throw .missing("right") }
        try members.finish()
        let grant = MailboxGrant(mailbox: mailbox.id, trustee: trustee, right: right)
        if request.method == "POST" {
            sandbox.directory.grant(grant)
        } else if !sandbox.directory.withdraw(grant) {
            throw .notFound("such right")
        }
        return .empty(204)
    }
}
