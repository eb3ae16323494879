internal import API
internal import Domain
internal import JSON
internal import Linux
internal import Methods
internal import OAuth
internal import Transport

extension Configuration {
    /// Reads a value that `Shape.configuration` has checked, and fills in the defaults.
    init(
        _ value: JSONValue, _ mode: Mode, _ paths: StandardPaths?, _ environment: Environment
    ) throws(ConfigurationError) {
        guard let socketPath = value["socket"]?["path"]?.stringValue ?? paths?.socket,
            let stateDirectory = value["stateDirectory"]?.stringValue ?? paths?.stateDirectory
        else { throw .missing(key: "socket.path and stateDirectory", reason: "there is no HOME to put them in") }
        self.mode = mode
        self.stateDirectory = stateDirectory
        socket = Socket(
            path: socketPath, group: value["socket"]?["group"]?.stringValue,
            adminPath: value["socket"]?["adminPath"]?.stringValue)
        guard socket.adminPath != socketPath else {
            throw .badValue(
                source: "the configuration", key: "socket.adminPath", expected: "another path than socket.path")
        }
        logLevel = value["logLevel"]?.stringValue.flatMap(LogLevel.init) ?? .notice
        clients = (value["clients"]?.arrayValue ?? []).compactMap(ClientRule.init)
        clouds = (value["clouds"]?.objectValue ?? [:]).compactMapValues(Cloud.init)
        providers = try Self.providers(value["providers"])
        tokenSources = try Self.tokenSources(value["tokenSources"])
        assertionFiles = (value["assertionFiles"]?.objectValue ?? [:]).compactMapValues(\.stringValue)
        caFile = value["tls"]?["caFile"]?.stringValue
        egress = EgressPolicy(value["egress"])
        listener = Listener(
            isEnabled: value["listener"]?["enabled"]?.boolValue ?? false,
            port: value["listener"].number("port", or: 8_017))
        vault = VaultKeys(
            credentials: environment["CREDENTIALS_DIRECTORY"].map { ["\($0)/vault-key", "\($0)/vault-key.previous"] }
                ?? [],
            keyFile: value["vault"]?["keyFile"]?.stringValue ?? "\(stateDirectory)/vault.key",
            createsKeyFile: value["vault"]?["createKeyFile"]?.boolValue ?? (mode == .user))
        tokens = Tokens(value["tokens"])
        limits = Limits(value["limits"])
        blobs = Blobs(value["blobs"])
        timeouts = Timeouts(value["timeouts"])
        proxy = value["proxy"]?.stringValue
        isDumpable = value["hardening"]?["dumpable"]?.boolValue ?? false
        files = []
        unknownVariables = []
    }

    static func checked(_ value: JSONValue, in source: String) throws(ConfigurationError) {
        try Shape.configuration.check(value, in: source)
        if let name = value["clouds"]?.objectValue?.keys.sorted().first(where: { Cloud.builtIn[$0] != nil }) {
            throw .badValue(source: source, key: "clouds.\(name)", expected: "called otherwise: \(name) is built in")
        }
    }
}

extension JSONValue? {
    fileprivate func number(_ key: String, or fallback: Int) -> Int {
        self?[key]?.integerValue.map { Int($0) } ?? fallback
    }

    fileprivate func seconds(_ key: String, or fallback: Int) -> Duration { .seconds(number(key, or: fallback)) }
}

extension Configuration.Tokens {
    fileprivate init(_ value: JSONValue?) {
        let days = value.number("exerciseIdleDays", or: 7)
        exerciseAfter = days == 0 ? nil : .seconds(days * 86_400)
    }
}

extension Configuration.Limits {
    fileprivate init(_ value: JSONValue?) {
        lineBytes = value.number("lineBytes", or: 32 << 20)
        requestBudgetBytes = value.number("requestBudgetBytes", or: 256 << 20)
        connections = value.number("connections", or: 256)
        connectionsPerUser = value.number("connectionsPerUser", or: 128)
        requestsPerConnection = value.number("requestsPerConnection", or: 32)
        outboundBytes = value.number("outboundBytes", or: 4 << 20)
    }
}

extension Configuration.Blobs {
    fileprivate init(_ value: JSONValue?) {
        lifetime = value.seconds("lifetimeSeconds", or: 86_400)
        blobBytes = value.number("blobBytes", or: 512 << 20)
        ownerBytes = value.number("ownerBytes", or: 1 << 30)
        totalBytes = value.number("totalBytes", or: 4 << 30)
        blobsPerOwner = value.number("blobsPerOwner", or: 1_000)
    }
}

extension Configuration.Timeouts {
    fileprivate init(_ value: JSONValue?) {
        request = value.seconds("requestSeconds", or: 120)
        line = value.seconds("lineSeconds", or: 30)
        write = value.seconds("writeSeconds", or: 30)
        drain = value.seconds("drainSeconds", or: 25)
    }
}

extension ClientRule {
    fileprivate init?(_ value: JSONValue) {
        if let user = value["user"]?.stringValue {
            principal = .user(user)
        } else if let group = value["group"]?.stringValue {
            principal = .group(group)
        } else {
            return nil
        }
        role = value["role"]?.stringValue.flatMap(Role.init) ?? .client
        accounts = Scope(value["accounts"])
        methods = Scope(value["methods"])
    }
}

extension Scope {
    /// All for `"*"`. Nothing said is nothing allowed; the check has refused it already.
    fileprivate init(_ value: JSONValue?) {
        self = value == "*" ? .all : .only(Set((value?.arrayValue ?? []).compactMap(\.stringValue)))
    }
}

extension EgressPolicy {
    fileprivate init(_ value: JSONValue?) {
        let entries = (value?["allow"]?.arrayValue ?? []).compactMap(\.stringValue)
        self.init(
            allowedBlocks: entries.compactMap(AddressBlock.init),
            allowedHosts: Set(entries.filter { AddressBlock($0) == nil }))
    }
}

extension Cloud {
    fileprivate init?(_ value: JSONValue) {
        guard let login = value["loginHost"]?.stringValue, let graph = value["graphRoot"]?.stringValue,
            let imap = value["imap"].flatMap(ServerAddress.init), let smtp = value["smtp"].flatMap(ServerAddress.init),
            let mailResource = value["mailResource"]?.stringValue
        else { return nil }
        self.init(
            login: login, graph: graph, imap: imap, smtp: smtp, mailResource: mailResource,
            hasPersonalAccounts: value["personalAccounts"]?.boolValue ?? true)
    }
}

extension ServerAddress {
    init?(_ value: JSONValue) {
        guard let host = value["host"]?.stringValue, let port = value["port"]?.integerValue,
            let security = value["security"]?.stringValue.flatMap(Security.init)
        else { return nil }
        self.init(host: host, port: Int(port), security: security)
    }
}
