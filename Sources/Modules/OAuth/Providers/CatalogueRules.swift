internal import Broker
internal import Domain

/// What an app of a catalogued provider has to be like.
extension AppRules {
    func entry(_ name: ProviderName) throws(BrokerError) -> CatalogueEntry {
        if let entry = catalogue[name] { return entry }
        let known = ["outlook", "oidc"] + catalogue.names.map(\.rawValue)
        throw .invalid(field: "provider", reason: "one of \(known.joined(separator: ", "))")
    }

    /// The same for an app that is registered already: the configuration may have lost its provider since.
    func entry(_ name: ProviderName, of app: App) throws(BrokerError) -> CatalogueEntry {
        if let entry = catalogue[name] { return entry }
        throw .appMisconfigured(
            app.id, hint: "the configuration file has no provider \(name.rawValue) any more: put it back", nil)
    }

    func checkCatalogued(_ registration: AppRegistration, _ name: ProviderName) throws(BrokerError) {
        let entry = try entry(name)
        let own = "the catalogue knows it; with addresses of your own use oidc, or an entry in the configuration file"
        try Self.refuse(registration.authority != nil, "authority", "is for outlook")
        try Self.refuse(registration.cloud != nil, "cloud", "is for outlook")
        try Self.refuse(registration.issuer != nil, "issuer", own)
        try Self.refuse(registration.endpoints != nil, "endpoints", own)
        try Self.refuse(
            registration.baseScopes?.contains(.graph) == true, "baseScopes", "graph is Microsoft's; use outlook")
        try Self.refuse(entry.imap == nil && registration.imap == nil, "imap", "where is mail read?")
        try Self.refuse(entry.smtp == nil && registration.smtp == nil, "smtp", "where is mail sent?")
        if let imap = registration.imap { try Self.check(imap, field: "imap") }
        if let smtp = registration.smtp { try Self.check(smtp, field: "smtp") }
        try Self.refuse(
            entry.identity == .idToken && registration.skippedScopes?.contains("openid") == true, "skippedScopes",
            "without openid nobody knows who signed in")
    }
}

extension ScopePlan {
    /// For a provider of the catalogue: one resource, and the scopes that its entry names.
    static func catalogued(
        _ entry: CatalogueEntry, extra: [String], skipped: [String]
    ) throws(BrokerError) -> ScopePlan {
        var scopes = entry.scopes
        for scope in extra { scopes.appendUnlessThere(scope) }
        scopes.removeAll(where: skipped.contains)
        let plan = ScopePlan(
            common: scopes.filter(ScopeNames.common.contains), mail: scopes.filter { !ScopeNames.common.contains($0) },
            graph: [], namesScopes: entry.namesScopesAtToken)
        guard !plan.mail.isEmpty else {
            throw .invalid(field: "skippedScopes", reason: "nothing would be left that opens mail")
        }
        return plan
    }
}
