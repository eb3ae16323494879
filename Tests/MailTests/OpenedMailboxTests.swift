import Broker
import Domain
import Logging
import Mail
import Synchronization
import TestSupport
import Testing

@Suite("A mailbox without a sign-in of its own")
struct OpenedMailboxTests {
    static let lender = AccountID(unchecked: "acc_lender")
    static let app = AppID(unchecked: "app_one")
    static let root = "https://graph.example"
    static let scopes = ["\(root)/Mail.ReadWrite", "\(root)/MAIL.READWRITE.SHARED", "mail.send.shared"]
    static let servers = MailServers(
        imap: AccountDirectoryTests.settings.imap, smtp: AccountDirectoryTests.settings.smtp, graph: root,
        sendsByGraph: true)

    let store = InMemoryAccountStore()
    let keeper = InMemoryCredentialKeeper()
    let mailbox = ScriptedMailbox()
    let directory: AccountDirectory
    let activities: ActivityLog

    init() {
        let clock = ManualWallClock()
        activities = ActivityLog(clock: clock)
        directory = AccountDirectory(
            store: store, keeper: keeper, spool: InMemoryContentSpool(),
            backends: Backends(factory: ScriptedBackends(mailbox: mailbox), credentials: FixedCredentials()),
            activities: activities, clock: clock, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
    }

    static func settings(_ mailbox: String = "support@example.com") throws -> MailboxSettings {
        MailboxSettings(mailbox: try #require(EmailAddress(mailbox)), name: "Support")
    }

    func signIn(
        scopes: [String] = scopes, servers: MailServers = servers, tenant: String = "t",
        username: String = "ann@tenant.example"
    ) async throws {
        let signedIn = SignedIn(
            account: Self.lender, isNew: true, app: Self.app,
            identity: Identity(tenant: tenant, subject: "s", username: username), grantedScopes: scopes,
            servers: servers)
        await keeper.keep(signedIn)
        try await directory.adopt(signedIn)
    }

    func borrow(_ mailbox: String = "support@example.com", verifying: Bool = true) async throws -> Account {
        try await directory.add(
            try Self.settings(mailbox), borrowingFrom: Self.lender, verifying: verifying, until: Fixture.later)
    }

    func refusal(_ body: () async throws -> Account) async -> MailError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? MailError
        }
    }

    @Test("is read as itself with the lender's sign-in, and sent for by SMTP as the lender")
    func borrowing() async throws {
        try await signIn()
        let account = try await borrow()
        #expect(account.authentication == .borrowed(from: Self.lender))
        #expect(account.credentialHolder == Self.lender)
        #expect(account.address == "support@example.com")
        #expect(account.username == "support@example.com")
        #expect(account.smtpUsername == "ann@tenant.example")
        #expect(account.graph == GraphPlace(root: Self.root, user: "support@example.com"))
        #expect(account.imap == Self.servers.imap)
        #expect(account.identity == nil)
        #expect(await mailbox.calls == ["verify", "close"])
        #expect(try await directory.account(account.id) == account)
        #expect(directory.activity(of: account.id).lastSuccessAt != nil)
    }

    @Test("is tried before it is kept, unless it should not be")
    func verifying() async throws {
        try await signIn()
        await mailbox.fail(
            with: .refused(Refusal(.accessDenied, reason: "denied", fault: ProviderFault(name: "graph"))))
        guard case .refused = await refusal({ try await borrow() }) else {
            Issue.record("taken")
            return
        }
        #expect(await store.rows.count == 1)
        let untried = try await borrow(verifying: false)
        #expect(directory.activity(of: untried.id).nextAttemptAt != nil)
    }

    @Test("needs scopes for shared mailboxes where Graph is used, and is told which are missing")
    func scopes() async throws {
        try await signIn(scopes: ["\(Self.root)/Mail.ReadWrite", "\(Self.root)/Mail.Send.Shared"])
        #expect(
            await refusal { try await borrow() }
                == .credential(.consentRequired(scopes: ["\(Self.root)/Mail.ReadWrite.Shared"], nil)))
        #expect(await mailbox.calls.isEmpty)
        try await signIn(scopes: [], servers: MailServers(imap: Self.servers.imap, smtp: Self.servers.smtp))
        _ = try await borrow()
    }

    @Test("is not lent by who signed in by password, by a personal account, or by a borrower")
    func lenders() async throws {
        let password = Account(
            id: Self.lender, address: "a@b.example", username: "a", authentication: .password,
            createdAt: Timestamp(secondsSince1970: 0))
        try await store.save(password)
        guard case .invalid("grantOf", _) = await refusal({ try await borrow() }) else {
            Issue.record("lent by a password")
            return
        }
        try await signIn(tenant: "9188040d-6c67-4c5b-b112-36a304b66dad")
        guard case .invalid("grantOf", _) = await refusal({ try await borrow() }) else {
            Issue.record("lent by a personal account")
            return
        }
        try await signIn()
        let borrowed = try await borrow()
        let chained = await refusal {
            try await directory.add(
                try Self.settings("more@example.com"), borrowingFrom: borrowed.id, until: Fixture.later)
        }
        guard case .invalid("grantOf", _) = chained else {
            Issue.record("lent by a borrower")
            return
        }
        #expect(
            await refusal {
                try await directory.add(
                    try Self.settings(), borrowingFrom: AccountDirectoryTests.id, until: Fixture.later)
            } == .notFound(what: "account"))
    }

    @Test("is there once for each way that opens it, and each lender may lend several")
    func uniqueness() async throws {
        try await signIn()
        await keeper.openByApps(.success(Self.servers))
        _ = try await borrow()
        #expect(await refusal { try await borrow("SUPPORT@example.com") } == .alreadyExists(what: "account"))
        _ = try await borrow("sales@example.com")
        _ = try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later)
        #expect(
            await refusal { try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later) }
                == .alreadyExists(what: "account"))
        _ = try await directory.add(try Self.settings(), openedBy: AppID(unchecked: "app_two"), until: Fixture.later)
    }

    @Test(
        "is opened once by one app, however its tenant is written: only two ids are two tenants",
        arguments: [nil, "0f3a1c52-7d44-4b0e-9a61-3d5e8c2b7f10", "contoso.example"],
        [
            (nil, false), ("0f3a1c52-7d44-4b0e-9a61-3d5e8c2b7f10", false),
            ("0F3A1C52-7D44-4B0E-9A61-3D5E8C2B7F10", false), ("contoso.onmicrosoft.example", false),
            ("9b8a7c6d-1111-4222-8333-444455556666", true),
        ] as [(String?, Bool)])
    func tenants(_ first: String?, _ second: (name: String?, isAnotherID: Bool)) async throws {
        await keeper.openByApps(.success(Self.servers))
        _ = try await directory.add(try Self.settings(), openedBy: Self.app, in: first, until: Fixture.later)
        let mayDiffer = second.isAnotherID && first?.contains("-") == true
        #expect(
            await refusal {
                try await directory.add(
                    try Self.settings("SUPPORT@example.com"), openedBy: Self.app, in: second.name, until: Fixture.later)
            } == (mayDiffer ? nil : .alreadyExists(what: "account")))
    }

    @Test("is opened in each tenant that is named, by an app that has none of its own", arguments: [true, false])
    func twoTenants(_ verifying: Bool) async throws {
        await keeper.openByApps(.success(Self.servers))
        await keeper.openByApps(in: ["contoso.example", "fabrikam.example"])
        for tenant in ["contoso.example", "fabrikam.example"] {
            let account = try await directory.add(
                try Self.settings("info@\(tenant)"), openedBy: Self.app, in: tenant, verifying: verifying,
                until: Fixture.later)
            #expect(account.authentication == .application(Self.app, tenant: tenant))
        }
        try await directory.appChanged(Self.app)
        #expect(
            await refusal {
                try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later)
            } == .credential(.appMisconfigured(Self.app, hint: "give a tenant", nil)))
    }

    @Test("keeps its lender from being removed")
    func removing() async throws {
        try await signIn()
        let account = try await borrow()
        let refused = await failure { () throws(MailError) in try await directory.remove(Self.lender) }
        #expect(refused == .lent(to: [account.id]))
        #expect(await keeper.grants.count == 1)
        try await directory.remove(account.id)
        #expect(await keeper.grants.count == 1)
        try await directory.remove(Self.lender)
        #expect(await keeper.grants.isEmpty)
    }

    @Test("goes with its lender where that is wanted of every one that borrows")
    func removingAll() async throws {
        try await signIn()
        let one = try await borrow()
        let other = try await borrow("sales@example.com")
        let refused = await failure { () throws(MailError) in
            try await directory.remove(Self.lender, with: [one.id])
        }
        #expect(refused == .lent(to: [one.id, other.id].sorted { $0.rawValue < $1.rawValue }))
        #expect(await store.rows.count == 3)
        try await directory.remove(Self.lender, with: [one.id, other.id, AccountDirectoryTests.id])
        #expect(await store.rows.isEmpty)
        #expect(await keeper.grants.isEmpty)
        #expect(try await store.tombstones().isEmpty)
    }

    @Test("follows its lender where that goes at its next sign-in")
    func following() async throws {
        try await signIn()
        let account = try await borrow()
        let moved = MailServers(graph: "https://other.example", sendsByGraph: false)
        try await signIn(servers: moved, username: "lee@tenant.example")
        let followed = try await directory.account(account.id)
        #expect(followed.imap == nil)
        #expect(followed.graph == GraphPlace(root: "https://other.example", user: "support@example.com"))
        #expect(followed.smtpUsername == "lee@tenant.example")
        #expect(followed.sendsByGraph == false)
        #expect(directory.activity(of: account.id).nextAttemptAt != nil)
    }

    @Test("is opened by an app without a user, where its servers are")
    func application() async throws {
        await keeper.openByApps(.success(Self.servers))
        let account = try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later)
        #expect(account.authentication == .application(Self.app))
        #expect(account.credentialHolder == nil)
        #expect(account.graph == GraphPlace(root: Self.root, user: "support@example.com"))
        #expect(account.username == "support@example.com")
        #expect(account.smtpUsername == nil)
        let kept = await failure { () throws(MailError) in
            try await directory.delete(Self.app) { () throws(MailError) in Issue.record("deleted") }
        }
        guard case .conflict = kept else {
            Issue.record("an app that opens an account went")
            return
        }
        await keeper.openByApps(.success(MailServers(graph: "https://other.example")))
        try await directory.appChanged(Self.app)
        #expect(try await directory.account(account.id).graph?.root == "https://other.example")
        #expect(directory.activity(of: account.id).nextAttemptAt != nil)
    }

    @Test("is not made for an app that cannot act alone")
    func unable() async throws {
        let error = BrokerError.appMisconfigured(Self.app, hint: "give a tenant", nil)
        await keeper.openByApps(.failure(.credential(error)))
        #expect(
            await refusal { try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later) }
                == .credential(error))
        #expect(await store.rows.isEmpty)
    }

    @Test("is marked at start only when nothing can open it")
    func reconciling() async throws {
        try await signIn()
        let borrowed = try await borrow()
        await keeper.openByApps(.success(Self.servers))
        let opened = try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later)
        try await directory.reconcile()
        #expect(!directory.activity(of: borrowed.id).lacksCredential)
        #expect(!directory.activity(of: opened.id).lacksCredential)
        try await keeper.forget(Self.lender)
        try await directory.reconcile()
        #expect(directory.activity(of: borrowed.id).lacksCredential)
        #expect(!directory.activity(of: opened.id).lacksCredential)
    }

    @Test("of a row that was written before Graph was known learns where it is")
    func oldRow() async throws {
        try await signIn(servers: MailServers(graph: Self.root))
        var row = try await directory.account(Self.lender)
        row.graph = nil
        try await store.save(row)
        try await directory.reconcile()
        #expect(try await directory.account(Self.lender).graph == GraphPlace(root: Self.root))
    }

    @Test(
        "or its lender's, written before it was known who takes their mail, learns that too, and loses nothing else",
        arguments: [true, false])
    func oldSending(_ byGraph: Bool) async throws {
        try await signIn(servers: MailServers(graph: Self.root, sendsByGraph: byGraph))
        let borrowed = try await borrow(verifying: false)
        for id in [Self.lender, borrowed.id] {
            var row = try await directory.account(id)
            row.sendsByGraph = nil
            row.name = "Old"
            try await store.save(row)
        }
        try await directory.reconcile()
        #expect(try await directory.account(Self.lender).sendsByGraph == byGraph)
        let learned = try await directory.account(borrowed.id)
        #expect(learned.sendsByGraph == byGraph)
        #expect(learned.graph == GraphPlace(root: Self.root, user: "support@example.com"))
        #expect(learned.name == "Old")
    }

    @Test("follows at the next start a lender that moved while the daemon was killed")
    func followingLate() async throws {
        try await signIn()
        let account = try await borrow()
        var lender = try await directory.account(Self.lender)
        lender.graph = GraphPlace(root: "https://other.example")
        try await store.save(lender)
        try await directory.reconcile()
        #expect(
            try await directory.account(account.id).graph
                == GraphPlace(root: "https://other.example", user: "support@example.com"))
    }

    @Test("that is removed while its lender or its app moves does not come back")
    func removedMeanwhile() async throws {
        await keeper.openByApps(.success(Self.servers))
        let opened = try await directory.add(try Self.settings(), openedBy: Self.app, until: Fixture.later)
        let directory = directory
        await keeper.openByApps(.success(MailServers(graph: "https://other.example")))
        await keeper.whileLookingUpServers { try? await directory.remove(opened.id) }
        try await directory.appChanged(Self.app)
        #expect(await store.rows.isEmpty)
    }

    @Test("needs of Graph only what it uses")
    func usedScopes() async throws {
        let imap = Self.servers.imap
        try await signIn(scopes: [], servers: MailServers(imap: imap, graph: Self.root, sendsByGraph: false))
        _ = try await borrow()
        try await signIn(scopes: [], servers: MailServers(graph: Self.root, sendsByGraph: false))
        #expect(
            await refusal { try await borrow("sales@example.com") }
                == .credential(.consentRequired(scopes: ["\(Self.root)/Mail.ReadWrite.Shared"], nil)))
    }

    @Test("may be there beside one that its owner opens by password, whichever came first", arguments: [true, false])
    func besidePassword(_ passwordFirst: Bool) async throws {
        try await signIn()
        var settings = AccountDirectoryTests.settings
        settings.username = "support@example.com"
        let password = KeptPassword(imap: Credential("secret"), smtp: nil)
        if passwordFirst { _ = try await directory.add(settings, password: password, until: Fixture.later) }
        _ = try await borrow()
        if !passwordFirst { _ = try await directory.add(settings, password: password, until: Fixture.later) }
        #expect(await store.rows.count == 3)
    }

    @Test("is one mailbox with an account that its owner signed in to, though only that knows Graph")
    func besideGrant() async throws {
        try await signIn()
        var settings = AccountDirectoryTests.settings
        settings.username = "ann@tenant.example"
        let again = settings
        #expect(
            await refusal {
                try await directory.add(
                    again, password: KeptPassword(imap: Credential("secret"), smtp: nil), until: Fixture.later)
            } == .alreadyExists(what: "account"))
    }

    @Test("is not added while its app is being deleted, nor afterwards, and one that is being added keeps its app")
    func deletingApp() async throws {
        await keeper.openByApps(.success(Self.servers))
        let (directory, settings, keeper) = (directory, try Self.settings(), keeper)
        try await directory.delete(Self.app) { () throws(MailError) in
            let error = await failure { () throws(MailError) in
                try await directory.add(settings, openedBy: Self.app, verifying: false, until: Fixture.later)
            }
            #expect(error == .conflict("the app is being deleted"))
        }
        #expect(await store.rows.isEmpty)
        let looks = Mutex(0)
        await keeper.whileLookingUpServers {
            let look = looks.withLock { looks in
                looks += 1
                return looks
            }
            if look == 2 {
                let error = await failure { () throws(MailError) in
                    try await directory.delete(Self.app) { () throws(MailError) in Issue.record("deleted") }
                }
                #expect(error == .conflict("it opens one account: delete what it opens first"))
            }
            // Gone while the next mailbox is tried.
            if look == 4 { await keeper.openByApps(.failure(.notFound(what: "app"))) }
        }
        _ = try await directory.add(settings, openedBy: Self.app, until: Fixture.later)
        let late = try Self.settings("late@example.com")
        #expect(
            await refusal { try await directory.add(late, openedBy: Self.app, until: Fixture.later) }
                == .notFound(what: "app"))
        #expect(looks.withLock { $0 } == 4)
        #expect(await store.rows.count == 1)
    }
}
