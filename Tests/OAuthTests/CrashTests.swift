import Broker
import Domain
import OAuth
import TestSupport
import Testing

@Suite("A process that is killed")
struct CrashTests {
    @Test(
        "at any write of a sign-in loses nothing that it had said, and makes no half account",
        arguments: 0..<6, [FakeProvider.Rotation.lenient, .strict])
    func signIn(_ writes: Int, _ rotation: FakeProvider.Rotation) async throws {
        let desk = Desk()
        desk.provider.behave { $0.rotation = rotation }
        let app = try await desk.service.apps.register(Desk.outlook)
        desk.store.allowWrites(writes)
        var invitation: SignInInvitation?
        var code = ""
        var told: SignedIn?
        do {
            let begun = try await desk.begin(app)
            invitation = begun
            code = desk.provider.consent(begun.url)
            told = try await desk.complete(begun, code: code)
        } catch {}
        // The restart: what was written is there, and the same redirect is brought again.
        let after = desk.restarted()
        guard let invitation else {
            #expect(after.store.contents.signIns.isEmpty)
            return
        }
        let repeated = try? await after.complete(invitation, code: code)
        if let told { #expect(repeated == told) }
        let grants = after.store.contents.grants
        #expect(grants.count <= 1)
        if let grant = grants.values.first {
            #expect(repeated?.account == grant.account)
            #expect(repeated?.isNew == true)
            #expect(try await after.token(grant.account).hasPrefix("access-"))
        } else {
            // The code went with the crash: the user signs in anew, and that works.
            let again = try await after.begin(app)
            _ = try await after.complete(again, code: desk.provider.consent(again.url))
        }
    }

    @Test("between the provider's answer and our write costs nothing where the old token still works")
    func lenient() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        let killed = desk.restarted()
        killed.store.allowWrites(0)
        _ = await failure { _ = try await killed.token(account) }
        _ = try await killed.restarted().token(account)
    }

    @Test(
        "between the provider's answer and our write ends in a sign-in, never in a loop, where tokens rotate strictly")
    func strict() async throws {
        let desk = Desk()
        desk.provider.behave { $0.rotation = .strict }
        let account = try await desk.signIn().account
        let killed = desk.restarted()
        killed.store.allowWrites(0)
        _ = await failure { _ = try await killed.token(account) }
        let after = killed.restarted()
        let requests = desk.provider.tokenRequests.count
        for _ in 0..<10 {
            let error = await failure { _ = try await after.token(account) }
            guard case .signInRequired(account, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(desk.provider.tokenRequests.count == requests + 1)
        #expect(after.store.contents.grants[account] != nil, "the grant is kept")
    }
}

extension FakeProvider.Rotation: CustomTestStringConvertible {
    public var testDescription: String { "\(self)" }
}
