internal import Doorway
internal import JSON
internal import Tenant

extension TokenEndpoint {
    /// Client credentials (reference sheet §A12): an app for itself, in one tenant.
    func application(_ request: Request) throws(Refusal) -> JSONValue {
        let tenant: GUID
        switch request.authority {
        case .common, .consumers: throw Refusal(9_001_023)
        case .organizations: throw Refusal(50059)
        case .tenant(let id): tenant = id
        }
        guard request.isConfidential else { throw Refusal(7_000_218) }
        let audience = try audience(request.call)
        let app = request.app
        let consented = entra.directory.consents(client: app.clientID, tenant: tenant, person: nil, audience: audience)
        guard tenant == app.homeTenant || isInstalled(app, in: tenant) else {
            throw Refusal(
                700_016,
                "Application with identifier '\(app.clientID)' was not found in the directory '\(tenant)'. It has not "
                    + "been installed by its administrator.")
        }
        // Without consent there are no roles: the token is good, and opens nothing.
        let roles = consented.intersection(app.applicationPermissions)
            .filter { Permission.application($0, at: audience) != nil }
        let seconds = request.mint.lifetime(isApplication: true, isCapable: false)
        let token = request.mint.accessToken(
            app, .application(client: app.clientID, tenant: tenant), audience, roles, tenant: tenant, seconds: seconds,
            isCapable: request.claims?.saysCapable ?? false)
        return TokenAnswer.frame(token, seconds, entra.facts)
    }

    private func isInstalled(_ app: Registration, in tenant: GUID) -> Bool {
        Audience.allCases.contains {
            !entra.directory.consents(client: app.clientID, tenant: tenant, person: nil, audience: $0).isEmpty
        }
    }

    /// The one `{resource}/.default` that there has to be (§A3).
    private func audience(_ call: Call) throws(Refusal) -> Audience {
        let text = try call.needed("scope")
        let words = text.split(separator: " ")
        guard words.count == 1, let word = words.first, word.hasSuffix("/.default") else {
            throw Refusal(
                entra.facts[Facts.appScopeCode],
                "The provided value for the input parameter 'scope' is not valid. The scope \(text) is not valid.",
                error: entra.facts[Facts.unknownScopeError])
        }
        let resource = word.dropLast("/.default".count)
        let name = resource.hasSuffix("/") ? resource.dropLast() : resource
        guard let audience = Audience(resource: name, root: call.request.origin) else {
            throw Refusal(500_011, "The resource principal named \(resource) was not found in the tenant.")
        }
        return audience
    }
}
