import BrokerService
import Domain
import Linux
import OAuth
import Testing

@testable import Daemon

@Suite("Providers and token sources of the configuration")
struct ProvidersTests {
    private let tests = ConfigurationTests()

    @Test("are read with all that they can say")
    func everything() throws {
        let configuration = try tests.load(ConfigurationTests.everything)
        let name = try #require(ProviderName(rawValue: "mine"))
        #expect(
            configuration.providers == [
                name: CatalogueEntry(
                    title: "Mine",
                    addresses: .fixed(
                        issuer: "https://id.example", authorization: "https://id.example/a",
                        token: "https://id.example/t", keys: "https://id.example/k", device: "https://id.example/d"),
                    identity: .userInfo(
                        UserInfoPlace(
                            "https://id.example/me?x=1", transport: .query("token"), subject: "id", email: "mail",
                            name: "who")),
                    scopes: ["openid", "mail:full"], scopeSeparator: ",",
                    authorizationParameters: ["prompt": "consent"], namesScopesAtToken: true,
                    secretTransport: .basicHeaderAndClientID, hasDeviceLogin: false,
                    imap: ServerAddress(host: "imap.example", port: 993, security: .tls),
                    smtp: ServerAddress(host: "smtp.example", port: 465, security: .tls), isVerified: true,
                    notes: "Own.")
            ])
        let tool = try #require(TokenSourceName(rawValue: "tool"))
        let far = try #require(TokenSourceName(rawValue: "far"))
        #expect(
            configuration.tokenSources == [
                tool: .command(["/bin/tool", "--fresh"], timeout: .seconds(9)),
                far: .address("https://tokens.example/x?y", bearerFile: "/etc/bearer", timeout: .seconds(30)),
            ])
    }

    @Test("stand beside the built-in ones in the catalogue")
    func catalogue() throws {
        let catalogue = ProviderCatalogue(try tests.load(ConfigurationTests.everything))
        #expect(catalogue.names.map(\.rawValue).contains("mine") && catalogue.names.count == 8)
    }

    @Test("may be short")
    func least() throws {
        let configuration = try tests.load(
            #"""
            {"providers": {"a": {"issuer": "https://id.example", "scopes": ["mail"]},
                           "b": {"endpoints": {"authorization": "https://b/a", "token": "https://b:8443/t"},
                                 "identity": "expectedEmail", "scopes": ["mail"]},
                           "c": {"endpoints": {"authorization": "https://c/a", "token": "https://c/t"},
                                 "userInfo": {"url": "https://c/me"}, "scopes": ["mail"]}}}
            """#)
        let entries = Dictionary(uniqueKeysWithValues: configuration.providers.map { ($0.key.rawValue, $0.value) })
        #expect(entries["a"]?.addresses == .discovered(issuer: "https://id.example"))
        #expect(entries["a"]?.identity == .idToken && entries["a"]?.title == "a")
        #expect(
            entries["b"]?.addresses
                == .fixed(issuer: "https://b:8443", authorization: "https://b/a", token: "https://b:8443/t"))
        #expect(entries["b"]?.identity == .expectedEmail)
        #expect(entries["c"]?.identity == .userInfo(UserInfoPlace("https://c/me")))
    }

    @Test(
        "are refused by the key that cannot be right",
        arguments: [
            (
                #"{"providers": {"yahoo": {"issuer": "https://i", "scopes": []}}}"#,
                "providers.yahoo must be called otherwise"
            ),
            (
                #"{"providers": {"oidc": {"issuer": "https://i", "scopes": []}}}"#,
                "providers.oidc must be called otherwise"
            ),
            (#"{"providers": {"a_b": {"issuer": "https://i", "scopes": []}}}"#, "every name in providers must be"),
            (#"{"providers": {"a": {"scopes": []}}}"#, "providers.a must be given issuer or endpoints"),
            (#"{"providers": {"a": {"issuer": "https://i"}}}"#, "providers.a.scopes must be given"),
            (#"{"providers": {"a": {"issuer": "http://i", "scopes": []}}}"#, "providers.a.issuer must be an https URL"),
            (
                #"{"providers": {"a": {"issuer": "https://i", "scopes": ["two words"]}}}"#,
                "providers.a.scopes[0] must be 1 to 256 printable"
            ),
            (
                #"{"providers": {"a": {"issuer": "https://i", "scopes": [], "identity": "userInfo"}}}"#,
                "providers.a.userInfo must be given"
            ),
            (
                #"{"providers": {"a": {"issuer": "https://i", "scopes": [], "identity": "idToken", "userInfo": {"url": "https://i/me"}}}}"#,
                "providers.a.userInfo must be left out"
            ),
            (
                #"{"providers": {"a": {"scopes": [], "endpoints": {"authorization": "https://a", "token": "https://a"}}}}"#,
                "providers.a must be given endpoints.keys and issuer"
            ),
            (
                #"{"providers": {"a": {"scopes": [], "endpoints": {"authorization": "http://a", "token": "https://a"}}}}"#,
                "providers.a.endpoints.authorization must be an https URL"
            ),
            (#"{"tokenSources": {"a": {}}}"#, "tokenSources.a must be given exactly one of command, url"),
            (#"{"tokenSources": {"a": {"command": []}}}"#, "tokenSources.a.command must be a program's absolute path"),
            (
                #"{"tokenSources": {"a": {"command": ["tool"]}}}"#,
                "tokenSources.a.command must be a program's absolute path"
            ),
            (
                #"{"tokenSources": {"a": {"command": ["/t"], "bearerFile": "/b"}}}"#,
                "tokenSources.a.bearerFile must be left out"
            ),
            (#"{"tokenSources": {"a": {"url": "http://t.example"}}}"#, "tokenSources.a.url must be an https URL"),
            (
                #"{"tokenSources": {"a": {"command": ["/t"], "timeoutSeconds": 301}}}"#,
                "tokenSources.a.timeoutSeconds must be a whole number from 1 to 300"
            ),
        ])
    func refused(text: String, complaint: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try tests.load(text) }
        #expect(error?.description.contains(complaint) == true, "\(String(describing: error))")
    }
}
