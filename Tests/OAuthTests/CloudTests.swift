import Broker
import Domain
import Logging
import OAuth
import TestSupport
import Testing

@Suite("A cloud")
struct CloudTests {
    static let sandbox = Cloud(
        login: "https://localhost:8443", graph: "https://localhost:8444/v1.0",
        imap: ServerAddress(host: "localhost", port: 1_993, security: .tls),
        smtp: ServerAddress(host: "localhost", port: 1_587, security: .startTLS),
        mailResource: "https://outlook.sandbox.example")

    /// The authorization URL's place and scopes for an app with both base scopes and two more.
    static func invitation(on cloud: String, extra: [String] = [], skipped: [String] = []) async throws -> (
        String, [String]
    ) {
        let clock = ManualWallClock()
        let store = MemoryStore()
        let service = OAuthService(
            apps: store, grants: store, signIns: store, consents: store, http: FakeProvider(clock: clock), clock: clock,
            randomness: SteadyRandomness(), clouds: ["sandbox": sandbox, "global": sandbox],
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        var registration = Desk.outlook
        registration.cloud = cloud
        registration.authority = "organizations"
        registration.baseScopes = [.imap, .graph]
        registration.extraScopes = extra
        registration.skippedScopes = skipped
        let app = try await service.apps.register(registration)
        let url = try await service.beginSignIn(SignInRequest(app: app.id, caller: Desk.caller)).url
        let scopes = FormFields.query(of: url)?["scope"]?.split(separator: " ").map(String.init) ?? []
        return (String(url.prefix { $0 != "?" }), scopes)
    }

    static let common = ["openid", "profile", "offline_access"]

    @Test(
        "has its own login host and its own names of scopes",
        arguments: [
            (
                "global", "https://login.microsoftonline.com", "https://outlook.office.com",
                "https://graph.microsoft.com"
            ),
            (
                "gccHigh", "https://login.microsoftonline.us", "https://outlook.office365.us",
                "https://graph.microsoft.us"
            ),
            (
                "dod", "https://login.microsoftonline.us", "https://outlook.office365.us",
                "https://dod-graph.microsoft.us"
            ),
            (
                "china", "https://login.partner.microsoftonline.cn", "https://partner.outlook.cn",
                "https://microsoftgraph.chinacloudapi.cn"
            ),
            ("sandbox", "https://localhost:8443", "https://outlook.sandbox.example", "https://localhost:8444/v1.0"),
        ])
    func scopes(_ c: (name: String, login: String, mail: String, graph: String)) async throws {
        let (url, scopes) = try await Self.invitation(on: c.name)
        #expect(url == "\(c.login)/organizations/oauth2/v2.0/authorize")
        #expect(
            scopes == Self.common + [
                "\(c.mail)/IMAP.AccessAsUser.All", "\(c.mail)/SMTP.Send", "\(c.graph)/User.Read",
                "\(c.graph)/Mail.ReadWrite", "\(c.graph)/Mail.Send",
            ])
    }

    @Test("takes short names, its own full names and the documented ones of the global cloud")
    func names() async throws {
        let (_, scopes) = try await Self.invitation(
            on: "gccHigh",
            extra: [
                "POP.AccessAsUser.All", "https://outlook.office.com/smtp.send", "email", "Mail.Read.Shared",
                "https://graph.microsoft.com/MailboxSettings.Read",
            ], skipped: ["user.read", "https://outlook.office365.us/IMAP.AccessAsUser.All"])
        #expect(
            scopes == Self.common + [
                "email", "https://outlook.office365.us/SMTP.Send", "https://outlook.office365.us/POP.AccessAsUser.All",
                "https://graph.microsoft.us/Mail.ReadWrite", "https://graph.microsoft.us/Mail.Send",
                "https://graph.microsoft.us/Mail.Read.Shared", "https://graph.microsoft.us/MailboxSettings.Read",
            ])
    }

    @Test("of Microsoft cannot be replaced by the configuration")
    func builtIn() async throws {
        #expect(try await Self.invitation(on: "global").0.hasPrefix("https://login.microsoftonline.com/"))
    }
}
