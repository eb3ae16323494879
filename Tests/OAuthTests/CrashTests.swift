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

    /// What is left of a refresh when the process ends at its n-th write, and on it goes: with the old token, or with the new one.
    @Test(
        "at any write of a hundred refreshes loses no sign-in, but where tokens rotate strictly and the answer was not written",
        arguments: [FakeProvider.Rotation.lenient, .strict])
    func refreshes(_ rotation: FakeProvider.Rotation) async throws {
        var desk = Desk()
        desk.provider.behave { $0.rotation = rotation }
        let app = try await desk.service.apps.register(Desk.outlook)
        var account = try await desk.signIn(again: app)
        var lost = 0
        for round in 0..<100 {
            desk = desk.restarted()
            // Every third process dies before it could write, the others after.
            desk.store.allowWrites(round.isMultiple(of: 3) ? 0 : .max)
            let first = try? await desk.token(account)
            #expect((first == nil) == round.isMultiple(of: 3), "no token leaves before the write")
            desk = desk.restarted()
            do {
                _ = try await desk.token(account)
            } catch BrokerError.signInRequired(account, _) {
                lost += 1
                #expect(desk.store.contents.grants[account] != nil, "the grant is kept")
                let requests = desk.provider.tokenRequests.count
                _ = await failure { _ = try await desk.token(account) }
                #expect(desk.provider.tokenRequests.count == requests, "no loop")
                account = try await desk.signIn(again: app, account)
                _ = try await desk.token(account)
            }
        }
        #expect(lost == (rotation == .strict ? 34 : 0))
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

extension Desk {
    /// Signs in to an app that is there already; to this account where one is named.
    fileprivate func signIn(again app: App, _ account: AccountID? = nil) async throws -> AccountID {
        let invitation = try await begin(app) { $0.account = account }
        return try await complete(invitation, code: provider.consent(invitation.url)).account
    }
}

extension FakeProvider.Rotation: CustomTestStringConvertible {
    public var testDescription: String { "\(self)" }
}
