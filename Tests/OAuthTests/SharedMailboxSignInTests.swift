import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing

@Suite("A sign-in for a mailbox of others")
struct SharedMailboxSignInTests {
    static let mailbox = EmailAddress("shared@contoso.example")
    static func registration(
        _ base: [BaseScope], extra: [String] = [], skipped: [String] = [], authority: String? = nil
    ) -> AppRegistration {
        var registration = Desk.outlook
        (registration.baseScopes, registration.extraScopes, registration.skippedScopes) = (base, extra, skipped)
        registration.authority = authority
        return registration
    }

    func scopes(_ url: String) -> [String] {
        (FormFields.query(of: url)?["scope"] ?? "").split(separator: " ")
            .filter { $0.hasPrefix("https://graph.microsoft.com/") }
            .map { String($0.dropFirst("https://graph.microsoft.com/".count)) }
    }

    @Test(
        "asks for the permissions that go with those of one's own, unless they are skipped",
        arguments: [
            (registration([.imap]), []),
            (
                registration([.graph]),
                ["User.Read", "Mail.ReadWrite", "Mail.Send", "Mail.ReadWrite.Shared", "Mail.Send.Shared"]
            ),
            (
                registration([.graph], skipped: ["Mail.Send", "https://graph.microsoft.com/Mail.ReadWrite.Shared"]),
                ["User.Read", "Mail.ReadWrite"]
            ),
            (registration([.imap], extra: ["Mail.Send"]), ["Mail.Send", "Mail.Send.Shared"]),
            (
                registration([.imap], extra: ["Mail.Read", "mail.read.shared"]), ["Mail.Read", "mail.read.shared"]
            ),
        ])
    func asks(_ registration: AppRegistration, _ wanted: [String]) async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(registration)
        let url = try await desk.begin(app) { $0.mailbox = Self.mailbox }.url
        #expect(scopes(url) == wanted)
        #expect(scopes(try await desk.begin(app).url) == wanted.filter { !$0.hasSuffix(".Shared") })
    }

    @Test("names the mailbox with its result, and keeps the permission for it")
    func result() async throws {
        let desk = Desk()
        let signedIn = try await desk.signIn(Self.registration([.graph])) { $0.mailbox = Self.mailbox }
        #expect(signedIn.mailbox == Self.mailbox)
        #expect(signedIn.grantedScopes.contains("https://graph.microsoft.com/Mail.Send.Shared"))
        let restarted = desk.restarted()
        _ = try await restarted.token(signedIn.account, TokenDemand(resource: .graph))
        #expect(restarted.provider.tokenRequests.last?["scope"]?.contains("Mail.Send.Shared") == true)
    }

    @Test("is not undone by a sign-in of the same person for himself")
    func keepsPermission() async throws {
        let desk = Desk()
        let first = try await desk.signIn(Self.registration([.graph])) { $0.mailbox = Self.mailbox }
        let app = try await desk.service.apps.app(first.app)
        let invitation = try await desk.begin(app)
        let again = try await desk.complete(invitation, code: desk.provider.consent(invitation.url))
        #expect(again.account == first.account && again.mailbox == nil)
        #expect(again.grantedScopes.contains("https://graph.microsoft.com/Mail.Send.Shared"))
        _ = try await desk.token(first.account, TokenDemand(resource: .graph))
        #expect(
            desk.provider.tokenRequests.last?["grant_type"] == "refresh_token", "the token of that sign-in opens less")
        #expect(desk.provider.tokenRequests.last?["scope"]?.contains("Mail.Send.Shared") == true)
        let renewal = try await desk.begin(app) { $0.account = first.account }.url
        #expect(scopes(renewal).contains("Mail.Send.Shared"), "whoever signs in anew is asked for it again")
    }

    @Test("knows what of it was not granted")
    func missing() async throws {
        let desk = Desk()
        desk.provider.behave {
            $0.answer = ["scope": "User.Read Mail.ReadWrite Mail.Send Mail.ReadWrite.Shared"]
        }
        let signedIn = try await desk.signIn(Self.registration([.graph])) { $0.mailbox = Self.mailbox }
        #expect(signedIn.missingScopes == ["https://graph.microsoft.com/Mail.Send.Shared"])
    }

    @Test("is not for personal accounts")
    func personal() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Self.registration([.graph], authority: "consumers"))
        #expect(
            await failure { _ = try await desk.begin(app) { $0.mailbox = Self.mailbox } }
                == .invalid(field: "mailbox", reason: "personal accounts have no shared mailboxes"))
    }

    @Test("on another device is for that mailbox as well")
    func device() async throws {
        let (desk, invitation) = try await DeviceLoginTests.begun(
            AppRegistration(
                name: "Test", provider: .outlook, clientId: "client", baseScopes: [.graph], redirectURLs: [])
        ) { $0.mailbox = Self.mailbox }
        desk.provider.answer(invitation.userCode, .approved)
        desk.clock.advance(seconds: 6)
        await desk.service.pollDeviceLogins()
        let signedIn = try await desk.service.signInResult(
            of: Credential(invitation.login), for: Desk.caller, until: .after(.zero))
        #expect(signedIn.mailbox == Self.mailbox)
        #expect(signedIn.grantedScopes.contains("https://graph.microsoft.com/Mail.Send.Shared"))
    }
}
