import Broker
import Domain
import OAuth
import TestSupport
import Testing
import Transport

@Suite("The permissions for mailboxes of others, of an app that reads by IMAP and Graph")
struct SharedScopeRenewalTests {
    static let own = ["User.Read", "Mail.ReadWrite", "Mail.Send"]
    static let shared = ["Mail.ReadWrite.Shared", "Mail.Send.Shared"]

    /// Graph's scopes of the last request for tokens, by their short names.
    private func asked(_ desk: Desk) -> [String] {
        (desk.provider.tokenRequests.last?["scope"] ?? "").split(separator: " ")
            .filter { $0.hasPrefix("https://graph.microsoft.com/") }
            .map { String($0.dropFirst("https://graph.microsoft.com/".count)) }
    }

    private func graph(_ desk: Desk, _ account: AccountID) async throws {
        _ = try await desk.token(account, TokenDemand(resource: .graph))
    }

    private func begun(extra: [String] = [], skipped: [String] = []) async throws -> (Desk, SignedIn) {
        let desk = Desk()
        let signedIn = try await desk.signIn(
            SharedMailboxSignInTests.registration([.imap, .graph], extra: extra, skipped: skipped)
        ) { $0.mailbox = SharedMailboxSignInTests.mailbox }
        return (desk, signedIn)
    }

    @Test("are asked for where the user was, though the token of the sign-in was mail's, also after a restart")
    func renewed() async throws {
        let (desk, signedIn) = try await begun()
        try await graph(desk, signedIn.account)
        #expect(asked(desk) == Self.own + Self.shared)
        let status = try #require(try await desk.service.grantStatus(of: signedIn.account)?.resources.last)
        #expect(status.grantedScopes.count == 5)
        let restarted = desk.restarted()
        try await graph(restarted, signedIn.account)
        #expect(asked(restarted) == Self.own + Self.shared)
    }

    @Test("are left out and told of where the provider refuses them, and asked for again when more may be allowed")
    func refused() async throws {
        let (desk, signedIn) = try await begun()
        desk.provider.behave {
            $0.intercept = { request in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) } ?? [:]
                return form["scope"]?.contains(".Shared") == true
                    ? .refusal("invalid_grant", codes: [65_001], suberror: "consent_required") : nil
            }
        }
        try await graph(desk, signedIn.account)
        #expect(asked(desk) == Self.own)
        let status = try #require(try await desk.service.grantStatus(of: signedIn.account)?.resources.last)
        #expect(status.missingScopes == Self.shared.map { "https://graph.microsoft.com/\($0)" })
        let before = desk.provider.tokenRequests.count
        desk.clock.advance(seconds: 4_000)
        try await graph(desk, signedIn.account)
        #expect(desk.provider.tokenRequests.count == before + 1)
        desk.provider.behave { $0.intercept = nil }
        try await desk.service.tryAgain(signedIn.account)
        try await graph(desk, signedIn.account)
        #expect(asked(desk) == Self.own + Self.shared)
        #expect(try await desk.service.grantStatus(of: signedIn.account)?.resources.last?.missingScopes == [])
    }

    @Test(
        "come beside all others after an ordinary new sign-in, never alone",
        arguments: [[], ["Mail.Send.Shared"], ["Calendars.Read"]])
    func renewedAfterSignIn(_ extra: [String]) async throws {
        let skipped = extra == ["Mail.Send.Shared"] ? ["Mail.ReadWrite.Shared", "SMTP.Send"] : []
        let (desk, signedIn) = try await begun(extra: extra, skipped: skipped)
        try await graph(desk, signedIn.account)
        let all = asked(desk)
        #expect(all.count == Set(all).count && Set(all).isSuperset(of: Self.own + extra))
        let app = try await desk.service.apps.app(signedIn.app)
        let invitation = try await desk.begin(app) { $0.account = signedIn.account }
        let again = try await desk.complete(invitation, code: desk.provider.consent(invitation.url))
        try await graph(desk, again.account)
        #expect(asked(desk) == all)
        desk.clock.advance(seconds: 4_000)
        try await graph(desk, again.account)
        #expect(asked(desk) == all, "what was answered stays known")
    }

    @Test("are nobody's wish where no sign-in was for such a mailbox")
    func unwanted() async throws {
        let desk = Desk()
        let account = try await desk.signIn(SharedMailboxSignInTests.registration([.imap, .graph])).account
        try await graph(desk, account)
        #expect(asked(desk) == Self.own)
    }
}
