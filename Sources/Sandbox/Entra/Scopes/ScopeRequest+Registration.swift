internal import Tenant

extension ScopeRequest {
    /// With `.default` spelled out as what the registration lists.
    func expanded(for app: Registration) -> ScopeRequest {
        var request = self
        for index in resources.indices where resources[index].isDefault {
            request.resources[index].permissions = app.delegatedPermissions.sorted().filter {
                Permission.delegated($0, at: resources[index].audience) != nil && Self.belongs($0, to: resources[index])
            }
        }
        return request
    }

    /// AADSTS650057 for what the registration does not list.
    func listed(by app: Registration, _ facts: FactSheet) throws(Refusal) {
        guard facts[Facts.unlistedPermissions] == .refuse else { return }
        for permission in resources.flatMap(\.permissions) where !app.delegatedPermissions.contains(permission) {
            throw Refusal(
                650_057,
                "Invalid resource. The client has requested access to \(permission), which is not listed in the "
                    + "requested permissions in the client's application registration. Client app ID: \(app.clientID).")
        }
    }

    /// What somebody with a personal account can be asked for; AADSTS70011 otherwise (reference sheet §A3).
    func supported(for person: Person, _ facts: FactSheet) throws(Refusal) -> ScopeRequest {
        guard person.isPersonal else { return self }
        var request = self
        for index in resources.indices {
            let refused = resources[index].permissions.filter {
                Permission.delegated($0, at: resources[index].audience)?.isWorkOnly ?? false
            }
            if let first = refused.first, facts[Facts.personalSharedScopes] == .refuse {
                throw Self.unknown(first, facts)
            }
            request.resources[index].permissions.removeAll { refused.contains($0) }
        }
        return request
    }

    /// The protocols' permissions are meant for Outlook, all others for Graph.
    private static func belongs(_ permission: String, to resource: ResourceScopes) -> Bool {
        let isProtocol = permission.hasPrefix("IMAP.") || permission.hasPrefix("POP.") || permission.hasPrefix("SMTP.")
        return isProtocol == (resource.audience == .outlook)
    }
}
