internal import Broker
internal import Domain

/// What an administrator is asked, and where (reference sheet, section A13).
struct ConsentTerms: Sendable {
    /// The one that is to agree; nil when that shows itself.
    let tenant: String?
    let scopes: [String]
    private let clientId: String
    private let redirectURL: String
    private let login: String

    init(
        _ request: AdminConsentRequest, of registered: RegisteredApp, in directory: ProviderDirectory
    ) throws(BrokerError) {
        let app = registered.app
        guard app.provider == .outlook else {
            throw .unsupported("only apps of outlook are agreed to by administrators")
        }
        tenant = try Self.tenant(request, app)
        let cloud = try directory.cloud(of: app)
        let plan = try directory.plan(of: registered)
        let resource = request.resource ?? (app.baseScopes.first == .graph ? .graph : .mail)
        scopes = try Self.scopes(request, resource, plan, cloud)
        clientId = app.clientId
        redirectURL = try app.redirectURL(request.redirectURL)
        login = cloud.login
    }

    func url(state: String) -> String {
        "\(login)/\(tenant ?? "organizations")/v2.0/adminconsent?"
            + FormEncoding.encode([
                (name: "client_id", value: clientId), (name: "scope", value: scopes.joined(separator: " ")),
                (name: "redirect_uri", value: redirectURL), (name: "state", value: state),
            ])
    }

    private static func tenant(_ request: AdminConsentRequest, _ app: App) throws(BrokerError) -> String? {
        if let tenant = request.tenant {
            guard AppRules.isTenant(tenant) else {
                throw .invalid(field: "tenant", reason: "a tenant's id or domain such as contoso.onmicrosoft.com")
            }
            return tenant
        }
        guard app.authority != "consumers" else {
            throw .unsupported("personal accounts have no administrator: they agree for themselves")
        }
        return app.authority.flatMap { AppRules.isTenant($0) ? $0 : nil }
    }

    /// What the app may do without a user is listed in its registration; what users are asked is named.
    private static func scopes(
        _ request: AdminConsentRequest, _ resource: Resource, _ plan: ScopePlan, _ cloud: Cloud
    ) throws(BrokerError) -> [String] {
        if request.withoutUser {
            return ["\(resource == .mail ? cloud.applicationMailResource : cloud.graph)/.default"]
        }
        guard plan.offers(resource) else {
            throw .invalid(field: "resource", reason: "the app asks its users for nothing on \(resource.rawValue)")
        }
        return plan.requested(for: resource).adding(request.sharedMailboxes && resource == .graph ? plan.shared : [])
    }
}

extension App {
    /// Where the browser is sent back to: the one that is wanted, or the first.
    func redirectURL(_ wanted: String?) throws(BrokerError) -> String {
        guard let wanted else {
            if let first = redirectURLs.first { return first }
            throw .invalid(field: "redirectURL", reason: "the app has none: register one by updateApp")
        }
        guard redirectURLs.contains(wanted) else {
            throw .invalid(field: "redirectURL", reason: "not one of the app's own: register it by updateApp")
        }
        return wanted
    }
}
