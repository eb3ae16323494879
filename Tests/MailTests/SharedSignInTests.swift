import Broker
import Domain
import Logging
import Mail
import TestSupport
import Testing

@Suite("A sign-in for a shared mailbox")
struct SharedSignInTests {
    static let signer = AccountID(unchecked: "acc_signer")
    static let personal = "9188040d-6c67-4c5b-b112-36a304b66dad"

    let store = InMemoryAccountStore()
    let keeper = InMemoryCredentialKeeper()
    let clock = ManualWallClock()
    let directory: AccountDirectory

    init() { directory = Self.directory(store, keeper, clock) }

    private static func directory(
        _ store: InMemoryAccountStore, _ keeper: InMemoryCredentialKeeper, _ clock: ManualWallClock
    ) -> AccountDirectory {
        AccountDirectory(
            store: store, keeper: keeper, spool: InMemoryContentSpool(),
            backends: Backends(
                factory: ScriptedBackends(mailbox: ScriptedMailbox()), credentials: FixedCredentials()),
            activities: ActivityLog(clock: clock), clock: clock,
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    static func signedIn(
        _ mailbox: String?, tenant: String = "t", missing: [String] = [], isNew: Bool = true,
        at moment: Timestamp? = nil
    ) throws -> SignedIn {
        SignedIn(
            account: signer, isNew: isNew, app: OpenedMailboxTests.app,
            identity: Identity(tenant: tenant, subject: "s", username: "ann@tenant.example", email: "ann@example.com"),
            grantedScopes: [], missingScopes: missing, mailbox: try mailbox.map { try #require(EmailAddress($0)) },
            servers: OpenedMailboxTests.servers, signedInAt: moment)
    }

    /// What the broker does first, and the directory then.
    @discardableResult
    func signIn(_ mailbox: String?, isNew: Bool = true) async throws -> (SignedIn, Account) {
        let signedIn = try Self.signedIn(mailbox, isNew: isNew, at: clock.now())
        await keeper.keep(signedIn)
        await keeper.signIn(at: clock.now())
        return try await directory.settle(signedIn)
    }

    @Test("gives the signer an account, and the mailbox one that borrows from it, which is the result")
    func first() async throws {
        let (outcome, account) = try await signIn("support@example.com")
        #expect(outcome.isNew)
        #expect(account.authentication == .borrowed(from: Self.signer))
        #expect(account.address == "support@example.com")
        #expect(account.smtpUsername == "ann@tenant.example")
        #expect(account.graph?.user == "support@example.com")
        #expect(try await directory.account(Self.signer).authentication == .grant(OpenedMailboxTests.app))
        #expect(directory.activity(of: account.id).nextAttemptAt != nil)
        #expect(await store.rows.count == 2)
    }

    @Test("is answered with the same account each time it is asked for")
    func again() async throws {
        let (first, account) = try await signIn("support@example.com")
        let (second, same) = try await directory.settle(try Self.signedIn("SUPPORT@example.com"))
        #expect(same == account)
        #expect(second.isNew == first.isNew)
        #expect(await store.rows.count == 2)
    }

    @Test("may be one of several, each with an account of its own, and none new that was there")
    func several() async throws {
        let (_, support) = try await signIn("support@example.com")
        clock.advance(seconds: 60)
        let (outcome, sales) = try await signIn("sales@example.com", isNew: false)
        #expect(outcome.isNew, "the mailbox's account is, though the signer's is not")
        #expect(sales.id != support.id)
        clock.advance(seconds: 60)
        let (authorised, known) = try await signIn("support@example.com", isNew: false)
        #expect(!authorised.isNew)
        #expect(known.id == support.id)
        #expect(await store.rows.count == 3)
    }

    @Test(
        "that is the signer's own is a sign-in like any other",
        arguments: ["ANN@example.com", "ann@tenant.example"])
    func own(_ mailbox: String) async throws {
        let (outcome, account) = try await signIn(mailbox)
        #expect(account.id == Self.signer)
        #expect(outcome.isNew)
        #expect(await store.rows.count == 1)
    }

    @Test("is of no use to a personal account, whose own mailbox there is all the same")
    func personal() async throws {
        let signedIn = try Self.signedIn("support@example.com", tenant: Self.personal)
        await keeper.keep(signedIn)
        let refused = await failure { () throws(MailError) in try await directory.adopt(signedIn) }
        guard case .invalid("mailbox", _) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(await store.rows.keys.map(\.self) == [Self.signer])
    }

    @Test("does not bring back an account that was removed since, and another sign-in does")
    func removed() async throws {
        let (old, account) = try await signIn("support@example.com")
        clock.advance(seconds: 5)
        try await directory.remove(account.id)
        let refused = await failure { () throws(MailError) in try await directory.settle(old) }
        #expect(refused == .credential(.stateInvalid))
        #expect(await store.rows.count == 1)
        clock.advance(seconds: 5)
        let (_, fresh) = try await signIn("support@example.com", isNew: false)
        #expect(fresh.id != account.id)
    }

    @Test("does not bring it back either after a sign-in in between, or in a daemon that was started since")
    func removedLongAgo() async throws {
        let (old, account) = try await signIn("support@example.com")
        clock.advance(seconds: 5)
        try await directory.remove(account.id)
        clock.advance(seconds: 5)
        try await signIn(nil, isNew: false)
        for directory in [directory, Self.directory(store, keeper, clock)] {
            let refused = await failure { () throws(MailError) in try await directory.settle(old) }
            #expect(refused == .credential(.stateInvalid))
        }
        #expect(await store.rows.count == 1)
    }

    @Test("that is asked for again undoes nothing of a later one", arguments: [nil, "support@example.com"])
    func later(_ mailbox: String?) async throws {
        var first = try Self.signedIn(mailbox, missing: ["https://outlook.example/SMTP.Send"], at: clock.now())
        first.app = AppID(unchecked: "app_before")
        first.servers.graph = nil
        await keeper.keep(first)
        await keeper.signIn(at: clock.now())
        let (_, one) = try await directory.settle(first)
        #expect(one.lacks("SMTP.Send"))
        clock.advance(seconds: 60)
        try await signIn(nil, isNew: false)
        let rows = await store.rows
        #expect(rows.values.allSatisfy { !$0.lacks("SMTP.Send") && $0.graph != nil })
        let (outcome, again) = try await directory.settle(first)
        #expect(again.id == one.id)
        #expect(outcome.isNew == first.isNew)
        #expect(await store.rows == rows)
    }

    @Test("goes by what opens a mailbox, and not by what stands in From")
    func names() async throws {
        let (_, ann) = try await signIn(nil)
        _ = try await directory.update(
            ann.id, AccountChange(address: EmailAddress("support@example.com")), until: Fixture.later)
        clock.advance(seconds: 60)
        let (_, support) = try await signIn("support@example.com", isNew: false)
        #expect(support.authentication == .borrowed(from: ann.id), "though her own mail says so too")
        _ = try await directory.update(
            support.id, AccountChange(address: EmailAddress("sales@example.com")), until: Fixture.later)
        let (_, sales) = try await signIn("sales@example.com", isNew: false)
        #expect(![ann.id, support.id].contains(sales.id))
        #expect(sales.username == "sales@example.com")
        clock.advance(seconds: 60)
        try await directory.remove(support.id)
        let (_, same) = try await signIn("sales@example.com", isNew: false)
        #expect(same.id == sales.id)
    }

    @Test("keeps what somebody set of the mailbox's account")
    func chosen() async throws {
        let (_, account) = try await signIn("support@example.com")
        let change = AccountChange(
            name: "Support", smtpUsername: "support@example.com", userPrincipalName: "sup@tenant.example",
            sentCopy: .always)
        _ = try await directory.update(account.id, change, until: Fixture.later)
        clock.advance(seconds: 60)
        let (_, again) = try await signIn("support@example.com", isNew: false)
        #expect(again.id == account.id)
        #expect(again.name == "Support")
        #expect(again.smtpUsername == "support@example.com")
        #expect(again.graph?.user == "sup@tenant.example")
        #expect(again.sentCopy == .always)
    }

    // MARK: What is granted

    @Test("tells both accounts what the user did not agree to, and a later contact what else is missing")
    func scopes() async throws {
        let signedIn = try Self.signedIn("support@example.com", missing: ["https://outlook.example/SMTP.Send"])
        await keeper.keep(signedIn)
        let account = try await directory.adopt(signedIn)
        #expect(account.lacks("SMTP.Send"))
        #expect(!account.sendsBySMTP)
        #expect(try await directory.account(Self.signer).lacks("smtp.send"))
        // Nothing was answered yet: what is known stays.
        await keeper.answered([ResourceStatus(resource: .graph)])
        _ = try await directory.check(account.id, until: Fixture.later)
        #expect(try await directory.account(account.id).lacks("SMTP.Send"))
        await keeper.answered([
            ResourceStatus(resource: .mail, grantedScopes: ["IMAP.AccessAsUser.All", "SMTP.Send"]),
            ResourceStatus(
                resource: .graph, grantedScopes: ["Mail.Send"],
                missingScopes: ["https://graph.example/Mail.ReadWrite.Shared"]),
        ])
        _ = try await directory.check(account.id, until: Fixture.later)
        let learned = try await directory.account(account.id)
        #expect(!learned.lacks("SMTP.Send"))
        #expect(learned.lacks("Mail.ReadWrite.Shared"))
        #expect(!learned.draftsOnGraph)
        await keeper.answered([ResourceStatus(resource: .mail, grantedScopes: ["SMTP.Send"])])
        _ = try await directory.check(account.id, until: Fixture.later)
        #expect(try await directory.account(account.id).missingScopes == nil)
    }
}
