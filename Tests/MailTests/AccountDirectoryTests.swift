import Broker
import Domain
import Logging
import Mail
import TestSupport
import Testing

@Suite("The directory of accounts")
struct AccountDirectoryTests {
    static let id = AccountID(unchecked: "acc_new")
    static let settings = AccountSettings(
        address: "ann@example.com", imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls),
        smtp: ServerAddress(host: "smtp.example.com", port: 465, security: .tls))
    static let password = KeptPassword(imap: Credential("hunter2"))

    let store = InMemoryAccountStore()
    let keeper: InMemoryCredentialKeeper
    let mailbox = ScriptedMailbox()
    let factory: ScriptedBackends
    let directory: AccountDirectory

    init() { self.init(grants: []) }

    init(grants: [SignedIn], submission: ScriptedSubmission = ScriptedSubmission()) {
        keeper = InMemoryCredentialKeeper(grants: grants)
        factory = ScriptedBackends(mailbox: mailbox, submission: submission)
        let clock = ManualWallClock()
        directory = AccountDirectory(
            store: store, keeper: keeper, spool: InMemoryContentSpool(),
            backends: Backends(factory: factory, credentials: FixedCredentials()),
            activities: ActivityLog(clock: clock),
            clock: clock, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), makeID: { Self.id })
    }

    static func signedIn(
        _ id: AccountID = id, username: String? = "ann@tenant.example", email: String? = "ann@example.com"
    ) -> SignedIn {
        SignedIn(
            account: id, isNew: true, app: AppID(unchecked: "app_one"),
            identity: Identity(tenant: "t", subject: "s", username: username, email: email), grantedScopes: [],
            servers: MailServers(imap: settings.imap, smtp: settings.smtp))
    }

    /// What the broker and the directory do when somebody signed in.
    func signIn(_ signedIn: SignedIn) async throws(MailError) -> Account {
        await keeper.keep(signedIn)
        return try await directory.adopt(signedIn)
    }

    @Test("tries an account before it keeps anything of it")
    func verifying() async throws {
        await mailbox.fail(with: .authenticationFailed(reply: "no"))
        let refused = await failure { () throws(MailError) in
            try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        }
        #expect(refused == .authenticationFailed(reply: "no"))
        #expect(await keeper.passwords.isEmpty)
        #expect(await store.rows.isEmpty)
        #expect(await mailbox.calls == ["verify", "close"])
    }

    @Test("adds an account whose servers let it in, or untried when told so")
    func adding() async throws {
        let account = try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        #expect(account.username == "ann@example.com")
        #expect(
            await keeper.passwords[Self.id]
                == KeptPassword(
                    imap: Self.password.imap, servers: MailServers(imap: Self.settings.imap, smtp: Self.settings.smtp)))
        #expect(try await directory.account(Self.id) == account)
        #expect(directory.activity(of: Self.id).lastSuccessAt != nil)
        await mailbox.fail(with: .connectFailed("down"))
        var others = Self.settings
        others.address = "bob@example.com"
        let untried = try await directory.add(others, password: Self.password, verifying: false, until: Fixture.later)
        #expect(untried.username == "bob@example.com")
    }

    @Test("refuses a second account for the same mailbox, however its user name is written")
    func second() async throws {
        let first = try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        var again = Self.settings
        again.username = first.username.uppercased()
        let refused = await failure { () throws(MailError) in
            try await directory.add(again, password: Self.password, until: Fixture.later)
        }
        #expect(refused == .alreadyExists(what: "account"))
        #expect(await store.rows.count == 1)
    }

    @Test("writes the credential before the row, so that a crash between them leaves no account without one")
    func order() async throws {
        await store.fail(with: .storage("full"))
        let failed = await failure { () throws(MailError) in
            try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        }
        #expect(failed == .storage("full"))
        #expect(await keeper.passwords[Self.id] != nil)
        await store.fail(with: nil)
        try await directory.reconcile()
        #expect(await keeper.passwords.isEmpty)
        #expect(await store.rows.isEmpty)
    }

    @Test(
        "refuses settings that cannot be right",
        arguments: [
            AccountSettings(address: "no address", imap: settings.imap), AccountSettings(address: "a@b.example"),
            AccountSettings(address: "a@b.example", username: "a\u{1}auth=Bearer x", imap: settings.imap),
            AccountSettings(address: "a@b.example", username: "a\r\nb", imap: settings.imap),
            AccountSettings(address: "a@b.example", username: "", imap: settings.imap),
            AccountSettings(address: "a@b.example", imap: ServerAddress(host: "", port: 993, security: .tls)),
            AccountSettings(address: "a@b.example", imap: ServerAddress(host: "a b", port: 993, security: .tls)),
            AccountSettings(
                address: "a@b.example", imap: ServerAddress(host: "münchen.example", port: 993, security: .tls)),
            AccountSettings(address: "a@b.example", imap: ServerAddress(host: "a/b", port: 993, security: .tls)),
            AccountSettings(address: "a@b.example", smtp: ServerAddress(host: "a", port: 0, security: .tls)),
            AccountSettings(address: "a@b.example", smtp: ServerAddress(host: "a", port: 65_536, security: .tls)),
            AccountSettings(address: "a@b.example", imap: settings.imap, roleOverrides: [.sent: "a\nb"]),
        ])
    func invalid(_ settings: AccountSettings) async {
        let refused = await failure { () throws(MailError) in
            try await directory.add(settings, password: Self.password, until: Fixture.later)
        }
        guard case .invalid = refused else {
            Issue.record("taken: \(String(describing: refused))")
            return
        }
        #expect(factory.made == 0)
    }

    @Test("makes the account of a sign-in, and authorises it anew without losing what somebody set")
    func adopting() async throws {
        var account = try await signIn(Self.signedIn())
        #expect(account.address == "ann@example.com")
        #expect(account.username == "ann@tenant.example")
        account.name = "Ann at work"
        account.sentCopy = .never
        try await store.save(account)
        let again = try await signIn(Self.signedIn(username: "lee@tenant.example"))
        #expect(again.name == "Ann at work")
        #expect(again.sentCopy == .never)
        #expect(again.address == "ann@example.com")
        #expect(again.username == "lee@tenant.example")
        var shared = again
        shared.username = "shared@example.com"
        try await store.save(shared)
        #expect(try await signIn(Self.signedIn()).username == "shared@example.com")
    }

    @Test("takes the user name for an address where the provider gave none, and refuses a sign-in of nobody")
    func nameless() async throws {
        #expect(try await signIn(Self.signedIn(email: nil)).address == "ann@tenant.example")
        let nobody = Self.signedIn(AccountID(unchecked: "acc_nobody"), username: nil, email: nil)
        let refused = await failure { () throws(MailError) in try await signIn(nobody) }
        #expect(refused != nil)
    }

    @Test("removes an account with all that hangs on it")
    func removing() async throws {
        _ = try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        try await directory.remove(Self.id)
        #expect(await keeper.passwords.isEmpty)
        #expect(await store.rows.isEmpty)
        #expect(try await store.tombstones().isEmpty)
        let missing = await failure { () throws(MailError) in try await directory.remove(Self.id) }
        #expect(missing == .notFound(what: "account"))
    }

    @Test("finishes at start a removal that a sealed vault or a crash had stopped")
    func tombstone() async throws {
        _ = try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        await keeper.fail(with: .credential(.vaultSealed))
        try await directory.remove(Self.id)
        #expect(try await store.tombstones() == [Self.id])
        await keeper.fail(with: nil)
        try await directory.reconcile()
        #expect(await keeper.passwords.isEmpty)
        #expect(try await store.tombstones().isEmpty)
        #expect(await store.rows.isEmpty)
    }

    @Test("does not bring a removed account back when its sign-in is answered again")
    func replayed() async throws {
        _ = try await signIn(Self.signedIn())
        try await directory.remove(Self.id)
        let replayed = await failure { () throws(MailError) in try await directory.adopt(Self.signedIn()) }
        #expect(replayed == .credential(.stateInvalid))
        #expect(await store.rows.isEmpty)
    }

    @Test("does not bring an account back while its removal is unfinished")
    func replayedEarly() async throws {
        _ = try await signIn(Self.signedIn())
        await keeper.fail(with: .credential(.vaultSealed))
        try await directory.remove(Self.id)
        await keeper.fail(with: nil)
        let replayed = await failure { () throws(MailError) in try await directory.adopt(Self.signedIn()) }
        #expect(replayed == .notFound(what: "account"))
        #expect(try await store.tombstones() == [Self.id])
    }

    @Test("lets a removal wait until a sign-in to the same account is settled")
    func turns() async throws {
        _ = try await signIn(Self.signedIn())
        let (looked, release) = (Gate(), Gate())
        await keeper.afterLooking {
            await looked.open()
            await release.wait()
        }
        let adopting = Task { try await directory.adopt(Self.signedIn()) }
        await looked.wait()
        let removing = Task { try await directory.remove(Self.id) }
        await release.open()
        _ = try await adopting.value
        try await removing.value
        #expect(await store.rows.isEmpty)
        #expect(await keeper.grants.isEmpty)
    }

    @Test("gives a grant without a row its account back, one that names nobody aside")
    func lostRow() async throws {
        let nobody = Self.signedIn(AccountID(unchecked: "acc_nobody"), username: nil, email: nil)
        let suite = AccountDirectoryTests(grants: [Self.signedIn(), nobody])
        try await suite.directory.reconcile()
        #expect(await suite.store.rows.keys.map(\.rawValue) == [Self.id.rawValue])
        #expect(await suite.keeper.grants.count == 2)
    }

    @Test("leaves an account alone that is being added at the same time")
    func addingMeanwhile() async throws {
        let kept = Gate()
        let release = Gate()
        await keeper.afterKeeping {
            await kept.open()
            await release.wait()
        }
        let adding = Task {
            try await directory.add(Self.settings, password: Self.password, verifying: false, until: Fixture.later)
        }
        await kept.wait()
        try await directory.reconcile()
        await release.open()
        let account = try await adding.value
        #expect(await keeper.passwords[account.id] != nil)
        #expect(!directory.activity(of: account.id).lacksCredential)
    }

    @Test("marks an account that nothing could open, until it is signed in to again")
    func lostCredential() async throws {
        let account = try await directory.add(Self.settings, password: Self.password, until: Fixture.later)
        try await keeper.forget(account.id)
        try await directory.reconcile()
        #expect(directory.activity(of: account.id).lacksCredential)
        _ = try await signIn(Self.signedIn())
        #expect(!directory.activity(of: account.id).lacksCredential)
    }

    @Test("remembers how an account last fared")
    func activity() async throws {
        let account = try await directory.add(
            Self.settings, password: Self.password, verifying: false, until: Fixture.later)
        await mailbox.fail(with: .connectFailed("down"))
        let check = try await directory.check(account.id, until: Fixture.later)
        #expect(throws: MailError.connectFailed("down")) { try check.results[.imap]?.get() }
        #expect(throws: Never.self) { try check.results[.smtp]?.get() }
        #expect(directory.activity(of: account.id).failure?.error == .connectFailed("down"))
        await mailbox.fail(with: nil)
        _ = try await directory.check(account.id, until: Fixture.later)
        #expect(directory.activity(of: account.id).failure == nil)
        #expect(directory.activity(of: account.id).lastSuccessAt != nil)
    }

    @Test("makes clients once, and anew when settings change")
    func clients() async throws {
        let backends = Backends(factory: factory, credentials: FixedCredentials())
        var account = try await signIn(Self.signedIn())
        _ = backends.backend(for: account)
        account.name = "another name"
        _ = backends.backend(for: account)
        #expect(factory.made == 1)
        account.imap?.port = 1_993
        _ = backends.backend(for: account)
        #expect(factory.made == 2)
        await backends.drop(account.id)
        #expect(await mailbox.calls.contains("close"))
    }
}
