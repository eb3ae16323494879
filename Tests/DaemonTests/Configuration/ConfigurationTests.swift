import API
import Domain
import Foundation
import JSON
import Linux
import Methods
import OAuth
import Persistence
import Testing
import Transport

@testable import Daemon

@Suite("The configuration")
struct ConfigurationTests {
    let directory = FileManager.default.temporaryDirectory.path + "/postern-\(UUID().uuidString.prefix(8))"

    /// Every key that there is.
    static let everything = """
        {"socket": {"path": "/run/p/s", "group": "mail", "adminPath": "/run/p/a"}, "stateDirectory": "/var/p",
         "logLevel": "debug",
         "clients": [{"user": "www-data", "role": "admin", "accounts": "*", "methods": "*"},
                     {"group": "users", "role": "client", "accounts": ["acc_x", "a@b.example"], "methods": ["ping"]}],
         "clouds": {"rig": {"loginHost": "https://login.rig.test:8443", "graphRoot": "https://localhost:9/v1.0",
                            "imap": {"host": "localhost", "port": 1993, "security": "tls"},
                            "smtp": {"host": "::1", "port": 1587, "security": "startTLS"},
                            "mailResource": "https://outlook.rig.test", "personalAccounts": false}},
         "providers": {"mine": {"title": "Mine", "issuer": "https://id.example",
             "endpoints": {"authorization": "https://id.example/a", "token": "https://id.example/t",
                           "keys": "https://id.example/k", "deviceAuthorization": "https://id.example/d"},
             "identity": "userInfo", "userInfo": {"url": "https://id.example/me?x=1", "scheme": "OAuth",
                 "queryParameter": "token", "subject": "id", "email": "mail", "name": "who"},
             "scopes": ["openid", "mail:full"], "scopeSeparator": ",", "authorizationParameters": {"prompt": "consent"},
             "scopesAtToken": true, "clientSecretIn": "headerAndClientId", "deviceLogin": false,
             "imap": {"host": "imap.example", "port": 993, "security": "tls"},
             "smtp": {"host": "smtp.example", "port": 465, "security": "tls"}, "verified": true, "notes": "Own."}},
         "assertionFiles": {"ci": "/run/ci.jwt"},
         "tokenSources": {"tool": {"command": ["/bin/tool", "--fresh"], "timeoutSeconds": 9},
                          "far": {"url": "https://tokens.example/x?y", "bearerFile": "/etc/bearer"}},
         "tls": {"caFile": "/etc/ca.pem"}, "egress": {"allow": ["127.0.0.0/8", "::1", "Mail.corp"]},
         "listener": {"enabled": true, "port": 9000}, "vault": {"keyFile": "/etc/p/key", "createKeyFile": true},
         "limits": {"lineBytes": 2048, "requestBudgetBytes": 4096, "connections": 3, "connectionsPerUser": 2,
                    "requestsPerConnection": 4, "outboundBytes": 65536},
         "blobs": {"lifetimeSeconds": 60, "blobBytes": 2048, "ownerBytes": 4096, "totalBytes": 8192, "blobsPerOwner": 5},
         "tokens": {"exerciseIdleDays": 30},
         "timeouts": {"requestSeconds": 3, "lineSeconds": 4, "writeSeconds": 5,
                      "drainSeconds": 6},
         "proxy": "socks5h://proxy.example:1080", "hardening": {"dumpable": true}}
        """

    func file(_ text: String, named name: String = "config.json", mode: Int = 0o644) throws -> String {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = "\(directory)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func load(
        _ texts: String..., variables: [String: String] = [:], flags: [String: String] = [:], uid: UInt32 = 999
    ) throws -> Configuration {
        let files = try texts.enumerated().map { try file($0.element, named: "\($0.offset).json") }
        defer { try? FileManager.default.removeItem(atPath: directory) }
        return try Configuration.load(
            CommandLineFlags(files: files, values: flags), Environment(variables), uid: uid)
    }

    @Test("is not needed: the machine's daemon has its usual places")
    func systemDefaults() throws {
        let configuration = try Configuration.load(CommandLineFlags(files: [file("{}")]), Environment([:]), uid: 999)
        #expect(configuration.mode == .system)
        #expect(configuration.socket == .init(path: "/run/postern/postern.sock", group: nil, adminPath: nil))
        #expect(configuration.stateDirectory == "/var/lib/postern")
        #expect(configuration.vault.keyFile == "/var/lib/postern/vault.key")
        #expect(!configuration.vault.createsKeyFile)
        #expect(configuration.logLevel == .notice)
        #expect(configuration.clients.isEmpty && configuration.clouds.isEmpty)
        #expect(configuration.egress == EgressPolicy())
        #expect(!configuration.listener.isEnabled && configuration.listener.port == 8_017)
        #expect(configuration.limits.lineBytes == 33_554_432)
        #expect(BlobLimits(configuration.blobs) == BlobLimits())
        #expect(configuration.tokens == .init(exerciseAfter: .seconds(7 * 86_400)))
        #expect(!configuration.isDumpable)
    }

    @Test("gives a user's own daemon the places of the XDG specification")
    func userDefaults() throws {
        let home = try load(variables: ["HOME": "/h", "XDG_RUNTIME_DIR": "/r"], uid: 1_000)
        #expect(home.mode == .user)
        #expect(home.socket.path == "/r/postern/postern.sock")
        #expect(home.stateDirectory == "/h/.local/state/postern")
        #expect(home.vault.createsKeyFile)
        let xdg = try load(variables: ["XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/c"], uid: 1_000)
        #expect(xdg.stateDirectory == "/s/postern")
        #expect(xdg.socket.path == "/run/user/1000/postern/postern.sock")
    }

    @Test(
        "lets a piece of a blob be as large as a line can hold in base64, and 8 MiB at most",
        arguments: [(1 << 30, 8 << 20), (32 << 20, 8 << 20), (1_024, 384)])
    func pieces(_ lineBytes: Int, _ pieceBytes: Int) throws {
        let limits = try load(#"{"limits": {"lineBytes": \#(lineBytes)}}"#).limits
        #expect(UploadBlobHandler.pieceBytes(limits) == pieceBytes)
        #expect(pieceBytes == 8 << 20 || (pieceBytes + 2) / 3 * 4 + 256 < lineBytes)
    }

    @Test("follows the service manager's directories")
    func serviceDirectories() throws {
        let configuration = try load(variables: [
            "STATE_DIRECTORY": "/st", "RUNTIME_DIRECTORY": "/rt", "CREDENTIALS_DIRECTORY": "/cr",
        ])
        #expect(configuration.stateDirectory == "/st")
        #expect(configuration.socket.path == "/rt/postern.sock")
        #expect(configuration.vault.credentials == ["/cr/vault-key", "/cr/vault-key.previous"])
    }

    @Test("without a home has to say where things are")
    func noHome() throws {
        #expect(throws: ConfigurationError.self) { try load(uid: 1_000) }
        let given = try load(flags: ["socket": "/a/s", "state-directory": "/a/st"], uid: 1_000)
        #expect(given.socket.path == "/a/s")
        #expect(given.vault.keyFile == "/a/st/vault.key")
    }

    @Test("says everything that it can say")
    func everything() throws {
        let it = try load(Self.everything)
        #expect(it.socket == .init(path: "/run/p/s", group: "mail", adminPath: "/run/p/a"))
        #expect(it.assertionFiles == ["ci": "/run/ci.jwt"])
        #expect(it.stateDirectory == "/var/p" && it.logLevel == .debug && it.caFile == "/etc/ca.pem")
        #expect(
            it.clients == [
                ClientRule(principal: .user("www-data"), role: .admin),
                ClientRule(
                    principal: .group("users"), accounts: .only(["acc_x", "a@b.example"]), methods: .only(["ping"])),
            ])
        #expect(
            it.clouds == [
                "rig": Cloud(
                    login: "https://login.rig.test:8443", graph: "https://localhost:9/v1.0",
                    imap: .init(host: "localhost", port: 1_993, security: .tls),
                    smtp: .init(host: "::1", port: 1_587, security: .startTLS),
                    mailResource: "https://outlook.rig.test",
                    hasPersonalAccounts: false)
            ])
        #expect(
            it.egress
                == EgressPolicy(
                    allowedBlocks: ["127.0.0.0/8", "::1/128"].compactMap(AddressBlock.init), allowedHosts: ["mail.corp"]
                ))
        #expect(it.listener == .init(isEnabled: true, port: 9_000))
        #expect(it.vault == .init(credentials: [], keyFile: "/etc/p/key", createsKeyFile: true))
        #expect(
            it.limits
                == .init(
                    lineBytes: 2_048, requestBudgetBytes: 4_096, connections: 3, connectionsPerUser: 2,
                    requestsPerConnection: 4,
                    outboundBytes: 65_536))
        #expect(
            it.blobs
                == .init(
                    lifetime: .seconds(60), blobBytes: 2_048, ownerBytes: 4_096, totalBytes: 8_192, blobsPerOwner: 5))
        #expect(
            it.timeouts
                == .init(
                    request: .seconds(3), line: .seconds(4), write: .seconds(5), drain: .seconds(6)))
        #expect(it.tokens == .init(exerciseAfter: .seconds(30 * 86_400)))
        #expect(try load(#"{"tokens": {"exerciseIdleDays": 0}}"#).tokens == .init(exerciseAfter: nil))
        #expect(it.proxy == "socks5h://proxy.example:1080" && it.isDumpable)
    }

    @Test("takes later files over earlier ones, variables over files, and flags over all")
    func precedence() throws {
        let first = #"{"logLevel": "error", "listener": {"port": 1, "enabled": true}, "egress": {"allow": ["::1"]}}"#
        let second = #"{"logLevel": "info", "listener": {"port": 2}, "egress": {"allow": []}}"#
        let files = try load(first, second)
        #expect(files.logLevel == .info && files.listener == .init(isEnabled: true, port: 2))
        #expect(files.egress == EgressPolicy())
        let variables = ["POSTERN_LOG_LEVEL": "debug", "POSTERN_LISTENER_PORT": "3", "POSTERN_SOCKET": "/v/s"]
        let overridden = try load(first, second, variables: variables, flags: ["listener-port": "4"])
        #expect(overridden.logLevel == .debug && overridden.listener.port == 4 && overridden.socket.path == "/v/s")
    }

    @Test("names the file that was read by itself, and variables that mean nothing")
    func provenance() throws {
        let path = try file(#"{"logLevel": "error"}"#)
        let configuration = try Configuration.load(
            CommandLineFlags(), Environment(["POSTERN_CONFIG": path, "POSTERN_LOGLEVEL": "debug", "OTHER": "x"]),
            uid: 999)
        #expect(configuration.files == [path])
        #expect(configuration.logLevel == .error)
        #expect(configuration.unknownVariables == ["POSTERN_LOGLEVEL"])
    }

    @Test(
        "is refused by key and allowed values, never by quoting a value",
        arguments: [
            (#"{"sokcet": {}}"#, "unknown key sokcet; allowed there: socket, stateDirectory"),
            (#"{"socket": {"pth": 1}}"#, "unknown key socket.pth; allowed there: path, group, adminPath"),
            (
                #"{"clients": [{"user": "a", "accounts": "*", "methods": "*"}, {"user": "b", "rol": "x"}]}"#,
                "unknown key clients[1].rol; allowed there: user"
            ),
            (#"{"logLevel": "shouting"}"#, "logLevel must be one of error, notice, info, debug"),
            (#"{"logLevel": 3}"#, "logLevel must be one of error, notice, info, debug"),
            (#"{"socket": "/x"}"#, "socket must be an object"),
            (#"{"socket": {"path": "relative"}}"#, "socket.path must be an absolute path of at most 107 bytes"),
            (#"{"listener": {"port": 0}}"#, "listener.port must be a whole number from 1 to 65535"),
            (#"{"listener": {"port": 1.5}}"#, "listener.port must be a whole number from 1 to 65535"),
            (#"{"listener": {"port": "8017"}}"#, "listener.port must be a whole number from 1 to 65535"),
            (#"{"listener": {"enabled": 1}}"#, "listener.enabled must be true or false"),
            (#"{"clients": {}}"#, "clients must be a list"),
            (
                #"{"clients": [{"accounts": "*", "methods": "*"}]}"#,
                "clients[0] must be given exactly one of user, group"
            ),
            (
                #"{"clients": [{"user": "a", "group": "b", "accounts": "*", "methods": "*"}]}"#,
                "clients[0] must be given exactly one of user, group"
            ),
            (
                #"{"clients": [{"user": "a", "accounts": "all"}]}"#,
                #"clients[0].accounts must be a list, or "*" for all"#
            ),
            (
                #"{"clients": [{"user": "a", "accounts": [], "methods": ["lstMessages"]}]}"#,
                "clients[0].methods[0] must be one of"
            ),
            (#"{"clients": [{"user": "a", "methods": []}]}"#, "clients[0].accounts must be given"),
            (#"{"egress": {"allow": ["10.0.0.0/33"]}}"#, "egress.allow[0] must be an address range"),
            (#"{"egress": {"allow": ["10.0.0.1/8"]}}"#, "egress.allow[0] must be an address range"),
            (#"{"egress": {"allow": ["10.0.0"]}}"#, "egress.allow[0] must be an address range"),
            (#"{"egress": {"allow": ["*"]}}"#, "egress.allow[0] must be an address range"),
            (#"{"clouds": {"a b": {}}}"#, "every name in clouds must be a name of letters"),
            (#"{"clouds": {"x": {}}}"#, "clouds.x.loginHost must be given"),
            (#"{"clouds": {"x": {"loginHost": "https://l/path"}}}"#, "clouds.x.loginHost must be an https origin"),
            (
                #"{"clouds": {"x": {"loginHost": "http://login.example"}}}"#,
                "clouds.x.loginHost must be an https origin"
            ),
            (#"{"clouds": {"x": {"loginHost": "https://a@b"}}}"#, "clouds.x.loginHost must be an https origin"),
            (
                #"{"clouds": {"x": {"loginHost": "https://login.example:99999"}}}"#,
                "clouds.x.loginHost must be an https origin"
            ),
            (#"{"proxy": "http://user:secret@proxy"}"#, "proxy must be a proxy URL"),
            (#"{"proxy": "ftp://proxy"}"#, "proxy must be a proxy URL"),
            (#"{"a": 1, "a": 2}"#, "0.json: "), ("", "0.json: "), ("[]", "must be an object"), ("{} {}", "0.json: "),
            (
                #"{"socket": {"path": "/a", "adminPath": "/a"}}"#,
                "socket.adminPath must be another path than socket.path"
            ),
        ])
    func refused(_ text: String, _ reason: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try load(text) }
        #expect(error.description.contains(reason), "\(error)")
        #expect(!error.description.contains("secret") && !error.description.contains("shouting"))
        #expect(error.exitCode == 78)
    }

    @Test("does not take the name of a built-in cloud")
    func builtInCloud() throws {
        let cloud = try JSONValue(parsing: Array(Self.everything.utf8))["clouds"]?["rig"]
        let text = try JSONWriter.text(JSONValue.object(["clouds": ["global": try #require(cloud)]]))
        let error = try #require(throws: ConfigurationError.self) { try load(text) }
        #expect(error.description.contains("clouds.global must be called otherwise"))
    }

    @Test(
        "refuses a variable or a flag by its own name",
        arguments: [
            (["POSTERN_LOG_LEVEL": "shouting"], [:], "POSTERN_LOG_LEVEL: must be one of error"),
            (["POSTERN_LISTENER_PORT": "many"], [:], "POSTERN_LISTENER_PORT: must be a whole number"),
            (["POSTERN_LISTENER_PORT": "99999999999999999999"], [:], "POSTERN_LISTENER_PORT: must be a whole number"),
            ([:], ["listener-enabled": "yes"], "--listener-enabled: must be true or false"),
            ([:], ["socket": "s"], "--socket: must be an absolute path"),
        ] as [([String: String], [String: String], String)])
    func refusedOverride(_ variables: [String: String], _ flags: [String: String], _ reason: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try load(variables: variables, flags: flags) }
        #expect(error.description.contains(reason), "\(error)")
    }

    @Test("is read from no file that others can write, and must be there when it is named")
    func files() throws {
        for mode in [0o666, 0o664, 0o646] {
            let path = try file("{}", mode: mode)
            #expect(throws: ConfigurationError.self) {
                try Configuration.load(CommandLineFlags(files: [path]), Environment([:]), uid: 999)
            }
        }
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.load(CommandLineFlags(files: ["/nonexistent/x"]), Environment([:]), uid: 999)
        }
        #expect(error.description.hasPrefix("cannot read /nonexistent/x: "))
    }

    @Test("has a flag and a variable for every scalar, by one rule")
    func names() {
        let names = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.key, [$0.flag, $0.variable]) })
        #expect(names["socket.path"] == ["socket", "POSTERN_SOCKET"])
        #expect(names["socket.adminPath"] == ["socket-admin-path", "POSTERN_SOCKET_ADMIN_PATH"])
        #expect(names["stateDirectory"] == ["state-directory", "POSTERN_STATE_DIRECTORY"])
        #expect(names["limits.lineBytes"] == ["limits-line-bytes", "POSTERN_LIMITS_LINE_BYTES"])
        #expect(Set(Setting.all.map(\.flag)).count == Setting.all.count)
        for setting in Setting.all { #expect(CommandLineFlags.help.contains("--\(setting.flag) ")) }
    }

    @Test("is described by the published schema and by its page", .enabled(if: Repository.isThere))
    func schema() throws {
        let published = try JSONValue(parsing: Array(Repository.contents("proto-docs/config.schema.json")))
        let generated = try JSONWriter.text(Configuration.schema)
        #expect(published == Configuration.schema, "replace it by: \(generated)")
        let page = String(decoding: try Repository.contents("proto-docs/configuration.md"), as: UTF8.self)
        for setting in Setting.all { #expect(page.contains("`\(setting.key)`"), "\(setting.key) is not on the page") }
        for key in ["clients", "clouds", "egress.allow"] { #expect(page.contains("`\(key)`")) }
    }
}

@Suite("Command line flags")
struct CommandLineFlagsTests {
    @Test("are read in both forms")
    func forms() throws {
        let flags = try CommandLineFlags(parsing: [
            "--config", "a", "--socket=/s=1", "--config=b", "--log-level", "info",
        ])
        #expect(flags == CommandLineFlags(files: ["a", "b"], values: ["socket": "/s=1", "log-level": "info"]))
    }

    @Test(
        "that are wrong are a wrong call",
        arguments: [["socket"], ["--nope", "x"], ["--socket"], ["-s", "x"], ["--"]])
    func wrong(_ arguments: [String]) throws {
        let error = try #require(throws: ConfigurationError.self) { try CommandLineFlags(parsing: arguments) }
        #expect(error.exitCode == 64)
    }
}

/// The files of the repository that the tests hold to the code.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static var isThere: Bool { FileManager.default.fileExists(atPath: root.appendingPathComponent("proto-docs").path) }
    static func contents(_ path: String) throws -> Data { try Data(contentsOf: root.appendingPathComponent(path)) }
}
