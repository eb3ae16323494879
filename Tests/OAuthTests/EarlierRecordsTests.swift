import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

/// The records below were written by the code of 22 November 2026, before apps had more than one credential.
@Suite("What an earlier version sealed")
struct EarlierRecordsTests {
    static let outlook =
        #"{"app":{"id":"app_nydozep2fq3gs5it6ju7kval","name":"Test","provider":"outlook","clientId":"client","#
        + #""clientAuthentication":"clientSecret","secretExpiresAt":"2027-05-11T01:46:40Z","authority":"common","#
        + #""cloud":"global","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":"#
        + #"["http://localhost/oauth","https://backend.example/oauth"],"createdAt":"2026-11-22T18:00:00Z"},"#
        + #""clientSecret":"s3cret~CANARY","generation":1}"#
    static let publicClient =
        #"{"app":{"id":"app_lwbmxcnydo2fq3gr4hs5it6j","name":"Test","provider":"oidc","clientId":"client","#
        + #""clientAuthentication":"none","baseScopes":["imap"],"extraScopes":[],"skippedScopes":[],"redirectURLs":"#
        + #"["http://localhost/oauth"],"issuer":"https://id.example","imap":{"host":"imap.example","port":993,"#
        + #""security":"tls"},"smtp":{"host":"smtp.example","port":465,"security":"tls"},"#
        + #""createdAt":"2026-11-22T18:00:00Z"},"generation":1}"#
    static let grant =
        #"{"account":"acc_xcnydozep2gr4hs5it6ju7kv","app":"app_nydozep2fq3gs5it6ju7kval","generation":1,"#
        + #""clientId":"client","issuer":{"entra":{"login":"https://login.microsoftonline.com","authority":"common"}},"#
        + #""identity":{"tenant":"11111111-2222-3333-4444-555555555555","subject":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","#
        + #""username":"ann@contoso.example","name":"Ann Example"},"refreshToken":"refresh-CANARY-2","grantedScopes":"#
        + #"["openid","profile","offline_access","https://outlook.office.com/IMAP.AccessAsUser.All","#
        + #""https://outlook.office.com/SMTP.Send"],"servers":{"imap":{"host":"outlook.office365.com","port":993,"#
        + #""security":"tls"},"smtp":{"host":"smtp.office365.com","port":587,"security":"startTLS"}},"#
        + #""signedInAt":"2026-11-22T18:00:00Z","origin":{"signIn":"_O1c7URJ3glYFSNFpPmPYmN3nskeYu9hJHMeG8X3O54","#
        + #""code":"Ub1mOf7XwLSCavbAa_5PTM46p6jbNlOXjNTYitChioo","isNew":true}}"#

    static func read<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
        try JSONValue(parsing: Array(text.utf8)).decode(type, unknownKeys: .ignored)
    }

    @Test("opens and works: the secret became a credential, and the account goes on")
    func works() async throws {
        let app = try Self.read(Self.outlook, as: RegisteredApp.self)
        let grant = try Self.read(Self.grant, as: Grant.self)
        let desk = Desk(store: MemoryStore(.init(apps: [app.app.id: app], grants: [grant.account: grant])))
        let described = try await desk.service.apps.app(app.app.id)
        #expect(described.clientAuthentication == .clientSecret)
        #expect(
            described.credentials == [
                AppCredential(
                    id: "cred_1", kind: .secret, addedAt: app.app.createdAt,
                    expiresAt: Timestamp(secondsSince1970: 1_810_000_000))
            ])
        desk.provider.behave {
            $0.intercept = { (_) throws(TransportError) in .json(["access_token": "a", "refresh_token": "r2"]) }
        }
        #expect(try await desk.token(grant.account) == "a")
        #expect(desk.provider.tokenRequests.last?["client_secret"] == "s3cret~CANARY")
        #expect(desk.provider.tokenRequests.last?["refresh_token"] == "refresh-CANARY-2")
        // A second secret beside it is called otherwise, and what is written now opens again.
        let both = try await desk.service.updateApp(
            app.app.id, AppChange(clientSecret: Credential("new"), keepPrevious: true))
        #expect(both.credentials.map(\.id) == ["cred_2", "cred_1"])
        let kept = try #require(desk.store.contents.apps[app.app.id])
        #expect(try Self.read(JSONWriter.text(kept), as: RegisteredApp.self) == kept)
    }

    @Test("opens as a public client, where there was no secret")
    func withoutSecret() async throws {
        let app = try Self.read(Self.publicClient, as: RegisteredApp.self)
        #expect(app.proofs.isEmpty)
        let desk = Desk(store: MemoryStore(.init(apps: [app.app.id: app])))
        let described = try await desk.service.apps.app(app.app.id)
        #expect(described.clientAuthentication == .none)
        #expect(described.imap == ServerAddress(host: "imap.example", port: 993, security: .tls))
        #expect(described.warnings.isEmpty && described.adminConsents.isEmpty && described.failure == nil)
    }

    /// Before there were other ways to sign in than by a browser.
    static let signIn =
        #"{"app":"app_nydozep2fq3gs5it6ju7kval","generation":1,"caller":1000,"context":"row 7","redirectURL":"#
        + #""http://localhost/oauth","nonce":"n0nce","verifier":"v3rifier","issuer":{"entra":{"login":"#
        + #""https://login.microsoftonline.com","authority":"common"}},"announcesIssuer":false,"providerName":"entra","#
        + #""expiresAt":"2026-11-22T18:10:00Z","stage":{"waitingForUser":{}}}"#

    @Test("of a user who is at the provider's page brings him back, and what is written now opens again")
    func signIn() throws {
        let signIn = try Self.read(Self.signIn, as: SignIn.self)
        #expect(signIn.context == "row 7" && signIn.scopes.isEmpty && signIn.stage == .waitingForUser)
        #expect(
            signIn.way
                == .browser(
                    BrowserWay(
                        redirectURL: "http://localhost/oauth", nonce: "n0nce", verifier: Credential("v3rifier"),
                        announcesIssuer: false)))
        #expect(try Self.read(JSONWriter.text(signIn), as: SignIn.self) == signIn)
    }
}
