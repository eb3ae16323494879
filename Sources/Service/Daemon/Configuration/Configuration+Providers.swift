internal import BrokerService
internal import Domain
internal import JSON
internal import OAuth

/// Reads providers and token sources, and refuses what the shape alone cannot see.
extension Configuration {
    static func providers(_ value: JSONValue?) throws(ConfigurationError) -> [ProviderName: CatalogueEntry] {
        var entries: [ProviderName: CatalogueEntry] = [:]
        for (name, value) in (value?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
            let key = "providers.\(name)"
            guard let provider = ProviderName(rawValue: name), ProviderCatalogue.builtIn[provider] == nil,
                !["outlook", "oidc"].contains(name)
            else { throw wrong(key, "called otherwise: \(name) is built in") }
            entries[provider] = try entry(value, called: name, key)
        }
        return entries
    }

    static func tokenSources(_ value: JSONValue?) throws(ConfigurationError) -> [TokenSourceName: TokenSourceWay] {
        var ways: [TokenSourceName: TokenSourceWay] = [:]
        for (name, value) in (value?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let source = TokenSourceName(rawValue: name) else { continue }
            ways[source] = try way(value, "tokenSources.\(name)")
        }
        return ways
    }

    // MARK: One by one

    private static func entry(
        _ value: JSONValue, called name: String, _ key: String
    ) throws(ConfigurationError) -> CatalogueEntry {
        let identity = try identity(value, key)
        let addresses = try addresses(value, hasIDToken: identity == .idToken, key)
        return CatalogueEntry(
            title: value["title"]?.stringValue ?? name, addresses: addresses, identity: identity,
            scopes: (value["scopes"]?.arrayValue ?? []).compactMap(\.stringValue),
            scopeSeparator: value["scopeSeparator"]?.stringValue ?? " ",
            authorizationParameters: (value["authorizationParameters"]?.objectValue ?? [:])
                .compactMapValues(\.stringValue),
            namesScopesAtToken: value["scopesAtToken"]?.boolValue ?? false,
            secretTransport: value["clientSecretIn"]?.stringValue.flatMap(ProviderMetadata.SecretTransport.init(word:)),
            hasDeviceLogin: value["deviceLogin"]?.boolValue ?? true, imap: value["imap"].flatMap(ServerAddress.init),
            smtp: value["smtp"].flatMap(ServerAddress.init), isVerified: value["verified"]?.boolValue ?? false,
            notes: value["notes"]?.stringValue ?? "From the configuration.")
    }

    private static func addresses(
        _ value: JSONValue, hasIDToken: Bool, _ key: String
    ) throws(ConfigurationError) -> CatalogueEntry.Addresses {
        let issuer = value["issuer"]?.stringValue
        guard let endpoints = value["endpoints"] else {
            guard let issuer else { throw wrong(key, "given issuer or endpoints") }
            return .discovered(issuer: issuer)
        }
        guard let authorization = endpoints["authorization"]?.stringValue,
            let token = endpoints["token"]?.stringValue, let origin = WebAddress(token)?.origin
        else { throw wrong("\(key).endpoints", "given authorization and token") }
        let keys = endpoints["keys"]?.stringValue
        guard !hasIDToken || keys != nil && issuer != nil else {
            throw wrong(key, "given endpoints.keys and issuer, or another identity than idToken")
        }
        return .fixed(
            issuer: issuer ?? origin, authorization: authorization, token: token, keys: keys,
            device: endpoints["deviceAuthorization"]?.stringValue)
    }

    private static func identity(_ value: JSONValue, _ key: String) throws(ConfigurationError) -> IdentitySource {
        let info = value["userInfo"]
        switch value["identity"]?.stringValue ?? (info == nil ? "idToken" : "userInfo") {
        case "userInfo":
            guard let info, let url = info["url"]?.stringValue else { throw wrong("\(key).userInfo", "given") }
            return .userInfo(
                UserInfoPlace(
                    url,
                    transport: info["queryParameter"]?.stringValue.map(UserInfoPlace.TokenTransport.query)
                        ?? .header(scheme: info["scheme"]?.stringValue ?? "Bearer"),
                    subject: info["subject"]?.stringValue ?? "sub", email: info["email"]?.stringValue ?? "email",
                    name: info["name"]?.stringValue ?? "name"))
        case let other:
            guard info == nil else { throw wrong("\(key).userInfo", "left out, or identity userInfo") }
            return other == "expectedEmail" ? .expectedEmail : .idToken
        }
    }

    private static func way(_ value: JSONValue, _ key: String) throws(ConfigurationError) -> TokenSourceWay {
        let timeout = Duration.seconds(value["timeoutSeconds"]?.integerValue ?? 30)
        let bearerFile = value["bearerFile"]?.stringValue
        if let url = value["url"]?.stringValue { return .address(url, bearerFile: bearerFile, timeout: timeout) }
        let words = (value["command"]?.arrayValue ?? []).compactMap(\.stringValue)
        guard let program = words.first, program.hasPrefix("/"), words.count <= TokenSourceWay.maximumWords else {
            throw wrong(
                "\(key).command", "a program's absolute path, and at most \(TokenSourceWay.maximumWords - 1) arguments")
        }
        guard bearerFile == nil else { throw wrong("\(key).bearerFile", "left out: it goes with url") }
        return .command(words, timeout: timeout)
    }

    private static func wrong(_ key: String, _ expected: String) -> ConfigurationError {
        .badValue(source: "the configuration", key: key, expected: expected)
    }
}

extension ProviderMetadata.SecretTransport {
    fileprivate init?(word: String) {
        switch word {
        case "body": self = .body
        case "header": self = .basicHeader
        case "headerAndClientId": self = .basicHeaderAndClientID
        default: return nil
        }
    }
}
