internal import Broker
internal import Domain

/// What a registration has to be like. Every refusal names the field and says what to do instead.
struct AppRules {
    let clouds: [String: Cloud]
    var catalogue = ProviderCatalogue.builtIn

    func check(_ registration: AppRegistration) throws(BrokerError) {
        try checkText(registration.name, field: "name", limit: 256)
        try checkText(registration.clientId, field: "clientId", limit: 256)
        guard registration.clientId.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalid(field: "clientId", reason: "holds a space or a character beyond ASCII")
        }
        try checkScopes(registration)
        switch registration.provider {
        case .outlook: try checkOutlook(registration)
        case .oidc: try checkOIDC(registration)
        case .catalogued(let name): try checkCatalogued(registration, name)
        }
        try RedirectRules(registration).check()
        _ = try plan(of: registration)
    }

    /// The cloud of an Outlook app.
    func cloud(named name: String?) throws(BrokerError) -> Cloud {
        let name = name ?? "global"
        if let cloud = clouds[name] { return cloud }
        throw .invalid(field: "cloud", reason: "one of \(clouds.keys.sorted().joined(separator: ", "))")
    }

    func plan(of registration: AppRegistration) throws(BrokerError) -> ScopePlan {
        let extra = registration.extraScopes ?? []
        let skipped = registration.skippedScopes ?? []
        switch registration.provider {
        case .outlook:
            return try .outlook(
                on: try cloud(named: registration.cloud), base: registration.baseScopes ?? [.imap], extra: extra,
                skipped: skipped)
        case .oidc:
            return .oidc(extra: extra, skipped: skipped)
        case .catalogued(let name):
            return try .catalogued(try entry(name), extra: extra, skipped: skipped)
        }
    }

    /// Whether the app can get tokens without a user (reference sheet, section A12).
    func requireActsAlone(_ registered: RegisteredApp, in tenant: String? = nil) throws(BrokerError) {
        let app = registered.app
        guard app.provider == .outlook else {
            throw .invalid(field: "app", reason: "only apps of outlook open mailboxes without a user")
        }
        guard !registered.proofs.isEmpty else {
            throw .appMisconfigured(
                app.id,
                hint:
                    "an app that acts without a user proves itself: give updateApp its clientSecret, clientCertificate or "
                    + "clientAssertion", nil)
        }
        if let tenant, !Self.isTenant(tenant) {
            throw .invalid(field: "tenant", reason: "a tenant's id or domain such as contoso.onmicrosoft.com")
        }
        guard !Self.commonAuthorities.contains(tenant ?? app.authority ?? "common") else {
            throw .appMisconfigured(
                app.id,
                hint: "an app that acts without a user does so in one tenant, and nobody has named one: give its id or "
                    + "domain as tenant to addAccount, or for all accounts of the app as authority to updateApp", nil)
        }
    }

    // MARK: Provider by provider

    private func checkOutlook(_ registration: AppRegistration) throws(BrokerError) {
        let cloud = try cloud(named: registration.cloud)
        try Self.refuse(registration.issuer != nil, "issuer", "outlook knows its own; give authority and cloud")
        try Self.refuse(registration.endpoints != nil, "endpoints", "outlook knows its own; give a cloud")
        try Self.refuse(registration.imap != nil, "imap", "outlook knows its own; give a cloud")
        try Self.refuse(registration.smtp != nil, "smtp", "outlook knows its own; give a cloud")
        let authority = registration.authority ?? "common"
        guard Self.isAuthority(authority) else {
            throw .invalid(
                field: "authority",
                reason: "common, organizations, consumers, or a tenant's id or domain such as contoso.onmicrosoft.com")
        }
        if authority == "consumers", !cloud.hasPersonalAccounts {
            throw .invalid(field: "authority", reason: "personal accounts live in the global cloud only")
        }
        for scope in ["openid", "profile", "offline_access"] {
            try Self.refuse(
                registration.skippedScopes?.contains(scope) == true, "skippedScopes",
                "without \(scope) a sign-in cannot be told from another or does not last")
        }
    }

    private func checkOIDC(_ registration: AppRegistration) throws(BrokerError) {
        try Self.refuse(registration.authority != nil, "authority", "is for outlook; give an issuer")
        try Self.refuse(registration.cloud != nil, "cloud", "is for outlook; give an issuer")
        guard let issuer = registration.issuer, let address = WebAddress(issuer), address.isSecureEnough,
            address.query == nil
        else {
            throw .invalid(
                field: "issuer", reason: "the provider's https address, as its id_tokens name it, without a query")
        }
        for (name, endpoint) in registration.endpoints?.named ?? [] {
            guard WebAddress(endpoint)?.isSecureEnough == true else {
                throw .invalid(field: "endpoints.\(name)", reason: "an https URL")
            }
        }
        try Self.refuse(
            registration.baseScopes?.contains(.graph) == true, "baseScopes", "graph is Microsoft's; use outlook")
        guard let imap = registration.imap else { throw .invalid(field: "imap", reason: "where is mail read?") }
        guard let smtp = registration.smtp else { throw .invalid(field: "smtp", reason: "where is mail sent?") }
        try Self.check(imap, field: "imap")
        try Self.check(smtp, field: "smtp")
        try Self.refuse(
            registration.skippedScopes?.contains("openid") == true, "skippedScopes",
            "without openid nobody knows who signed in")
    }

    // MARK: Field by field

    private func checkScopes(_ registration: AppRegistration) throws(BrokerError) {
        if let base = registration.baseScopes {
            try Self.refuse(
                base.isEmpty || Set(base).count < base.count, "baseScopes", "imap, graph, or both, once each")
        }
        for (field, scopes) in [
            ("extraScopes", registration.extraScopes ?? []), ("skippedScopes", registration.skippedScopes ?? []),
        ] {
            try Self.refuse(scopes.count > 64, field, "at most 64 scopes")
            for scope in scopes {
                try Self.refuse(
                    !Self.isScope(scope), field, "a scope has 1 to 256 printable characters without a space")
            }
        }
    }

    private func checkText(_ text: String, field: String, limit: Int) throws(BrokerError) {
        guard (1...limit).contains(text.utf8.count), !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw .invalid(field: field, reason: "1 to \(limit) bytes without control characters")
        }
    }

    static func check(_ server: ServerAddress, field: String) throws(BrokerError) {
        guard ServerAddress.isHost(server.host) else {
            throw .invalid(field: "\(field).host", reason: "a host name, in ASCII (xn--), or an IP address")
        }
        guard (1...65_535).contains(server.port) else {
            throw .invalid(field: "\(field).port", reason: "1 to 65535")
        }
    }

    static func refuse(_ wrong: Bool, _ field: String, _ reason: String) throws(BrokerError) {
        if wrong { throw .invalid(field: field, reason: reason) }
    }

    /// A scope-token (RFC 6749, section 3.3).
    private static func isScope(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }

    /// Those that stand for many tenants.
    private static let commonAuthorities = ["common", "organizations", "consumers"]

    /// Whether it stands for one tenant.
    static func isTenant(_ text: String) -> Bool { !commonAuthorities.contains(text) && isAuthority(text) }

    private static func isAuthority(_ text: String) -> Bool {
        if commonAuthorities.contains(text) || GUID.matches(text) { return true }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.count >= 2
            && labels.allSatisfy { (1...63).contains($0.utf8.count) }
            && text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }
}

extension OAuthEndpoints {
    fileprivate var named: [(name: String, url: String)] {
        [("authorization", authorization), ("token", token), ("keys", keys)]
    }
}
