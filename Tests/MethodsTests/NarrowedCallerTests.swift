import API
import Broker
import Domain
import JSONRPC
import Logging
import Mail
import Methods
import TestSupport
import Testing

/// Three accounts: one that somebody signed in to, a mailbox borrowed from it, and one that an app opens.
struct House {
    static let app = AppID(unchecked: "app_one")
    static let lender = AccountID(unchecked: "acc_lender")
    static let borrowed = AccountID(unchecked: "acc_borrowed")
    static let opened = AccountID(unchecked: "acc_opened")

    let broker = ScriptedBroker()
    let mailbox = ScriptedMailbox()
    let store: InMemoryAccountStore
    let directory: AccountDirectory
    let accounts: VisibleAccounts
    let reporter: AccountReporter
    let limit = TimeLimit(usual: .seconds(60), longest: .seconds(60))

    init() {
        store = InMemoryAccountStore([
            Self.account(Self.lender, "ann@example.com", .grant(Self.app)),
            Self.account(Self.borrowed, "support@example.com", .borrowed(from: Self.lender)),
            Self.account(Self.opened, "invoices@example.com", .application(Self.app)),
        ])
        let clock = ManualWallClock()
        let backends = Backends(factory: ScriptedBackends(mailbox: mailbox), credentials: FixedCredentials())
        let keeper = InMemoryCredentialKeeper()
        directory = AccountDirectory(
            store: store, keeper: keeper, spool: InMemoryContentSpool(), backends: backends,
            activities: ActivityLog(clock: clock), clock: clock,
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        accounts = VisibleAccounts(directory: directory)
        reporter = AccountReporter(directory: directory, backends: backends, broker: broker)
    }

    private static func account(
        _ id: AccountID, _ address: String, _ authentication: Account.Authentication
    ) -> Account {
        let identity = Identity(tenant: "t", subject: "s", username: address)
        return Account(
            id: id, address: address, username: address, authentication: authentication,
            identity: id == lender ? identity : nil,
            imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls),
            createdAt: Timestamp(secondsSince1970: 0))
    }

    static func call(_ method: String, accounts: Scope) -> RPCCall {
        RPCCall(
            method: method,
            caller: Caller(id: CallerID(rawValue: 1_000), role: .admin, accounts: accounts, methods: .all),
            correlationID: "c")
    }

    func add(
        _ subject: AddAccount.Params.Subject, verify: Bool? = nil, as scope: Scope
    ) async throws(RPCError) -> AccountInfo {
        try await AddAccountHandler(accounts: accounts, directory: directory, reporter: reporter, limit: limit)
            .handle(.init(subject, verify: verify), Self.call("addAccount", accounts: scope)).account
    }

    func token(
        _ account: AccountID, _ resource: Resource? = nil, as scope: Scope = .all
    ) async throws(RPCError) -> Credential {
        try await GetAccessTokenHandler(broker: broker, accounts: accounts, limit: limit)
            .handle(
                .init(account: account, resource: resource), Self.call("getAccessToken", accounts: scope)
            ).accessToken
    }

    func state(_ account: AccountID) async throws(RPCError) -> AccountReadiness {
        try await GetAccountHandler(accounts: accounts, reporter: reporter)
            .handle(.init(account: account), Self.call("getAccount", accounts: .all)).account.state.state
    }
}

/// Why a call was refused.
private func refusalOf(_ body: () async throws(RPCError) -> Void) async -> RPCError? {
    do throws(RPCError) {
        try await body()
        return nil
    } catch {
        return error
    }
}

@Suite("An admin who sees some accounts only")
struct NarrowedCallerTests {
    static let hers = Scope.only(["Sales@example.com", House.borrowed.rawValue])
    static let settings = API.AccountSettings(
        address: EmailAddress("other@example.com")!, password: Credential("secret"),
        imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls))

    static func mailbox(_ address: String) throws -> API.MailboxSettings {
        API.MailboxSettings(mailbox: try #require(EmailAddress(address)))
    }

    let house = House()

    private func refusal(
        _ subject: AddAccount.Params.Subject, verify: Bool? = nil, as scope: Scope = hers
    ) async -> String? {
        let error = await refusalOf { () throws(RPCError) in _ = try await house.add(subject, verify: verify, as: scope)
        }
        return error?.kind
    }

    @Test("borrows from nobody whom he does not see, and is not told whether there is such an account")
    func lenders() async throws {
        let sales = try Self.mailbox("sales@example.com")
        for lender in [House.lender, House.opened, AccountID(unchecked: "acc_none")] {
            #expect(await refusal(.borrowed(from: lender, sales)) == "notFound")
        }
        let seesLender = Scope.only(["ann@example.com", "sales@example.com"])
        #expect(await refusal(.borrowed(from: House.lender, sales), as: seesLender) == nil)
        #expect(await mailbox == ["verify", "close"])
    }

    private var mailbox: [String] { get async { await house.mailbox.calls } }

    @Test("adds no address but his own, and none that nobody has proved")
    func addresses() async throws {
        let scope = Scope.only(["ann@example.com", "sales@example.com"])
        let other = try Self.mailbox("other@example.com")
        let sales = try Self.mailbox("SALES@example.com")
        #expect(await refusal(.borrowed(from: House.lender, other), as: scope) == "forbidden")
        #expect(await refusal(.application(House.app, tenant: nil, other), as: scope) == "forbidden")
        #expect(await refusal(.password(Self.settings), as: scope) == "forbidden")
        #expect(await refusal(.borrowed(from: House.lender, sales), verify: false, as: scope) == "forbidden")
        #expect(await refusal(.application(House.app, tenant: nil, sales), verify: false, as: scope) == "forbidden")
        #expect(await mailbox.isEmpty)
        #expect(await house.store.rows.count == 3)
        #expect(await refusal(.borrowed(from: House.lender, other), verify: false, as: .all) == nil)
    }

    @Test("gets no token that opens more than what he sees")
    func tokens() async throws {
        for (account, scope) in [
            (House.borrowed, Self.hers), (House.opened, .only([House.opened.rawValue, House.lender.rawValue])),
        ] {
            let error = await refusalOf { () throws(RPCError) in _ = try await house.token(account, as: scope) }
            #expect(error?.kind == "forbidden")
        }
        let both = Scope.only([House.borrowed.rawValue, House.lender.rawValue])
        #expect(try await house.token(House.borrowed, as: both) == Credential("token of acc_lender"))
        #expect(try await house.token(House.opened) == Credential("token of app_one"))
    }
}

@Suite("How an account is")
struct ReadinessTests {
    let house = House()

    @Test("is not known of a borrowed mailbox because its lender is well")
    func borrowed() async throws {
        house.broker.keep(
            GrantStatus(
                app: House.app, identity: Identity(tenant: "t", subject: "s"), grantedScopes: [],
                signedInAt: Timestamp(secondsSince1970: 0), refreshedAt: Timestamp(secondsSince1970: 0)),
            of: House.lender)
        #expect(try await house.state(House.lender) == .ready)
        #expect(try await house.state(House.borrowed) == .unknown)
        #expect(try await house.state(House.opened) == .unknown)
        _ = try await house.directory.check(House.borrowed, until: .after(.seconds(3_600)))
        #expect(try await house.state(House.borrowed) == .ready)
    }

    @Test("is not changed by who asks for a token that its app does not have, or while the vault is in the way")
    func wrongResource() async throws {
        _ = try await house.directory.check(House.lender, until: .after(.seconds(3_600)))
        for error in [
            BrokerError.invalid(field: "resource", reason: "none"), .vaultSealed, .storage("full"), .cancelled,
        ] {
            house.broker.fail(with: error)
            _ = await refusalOf { () throws(RPCError) in _ = try await house.token(House.lender, .mail) }
            #expect(try await house.state(House.lender) == .ready)
        }
        house.broker.fail(with: .signInRequired(House.lender, nil))
        _ = await refusalOf { () throws(RPCError) in _ = try await house.token(House.lender, .mail) }
        #expect(try await house.state(House.lender) == .signInRequired)
    }
}

@Suite("A sign-in on another device")
struct DeviceLoginCallerTests {
    let house = House()

    private func start(_ account: AccountID?, mailbox: EmailAddress? = nil, accounts: Scope) async -> String? {
        await refusalOf { () throws(RPCError) in
            _ = try await StartDeviceLoginHandler(broker: house.broker, accounts: house.accounts, limit: house.limit)
                .handle(
                    .init(app: House.app, account: account, mailbox: mailbox),
                    House.call("startDeviceLogin", accounts: accounts))
        }?.kind
    }

    private func authorize(_ account: AccountID?, mailbox: EmailAddress?, accounts: Scope) async -> String? {
        await refusalOf { () throws(RPCError) in
            _ = try await AuthorizeURLHandler(broker: house.broker, accounts: house.accounts, limit: house.limit)
                .handle(
                    .init(app: House.app, account: account, mailbox: mailbox),
                    House.call("authorizeURL", accounts: accounts))
        }?.kind
    }

    @Test("is for a caller's own accounts, and for any only where he sees them all")
    func whose() async {
        let own = Scope.only([House.lender.rawValue])
        #expect(await start(nil, accounts: own) == "forbidden")
        #expect(await start(House.opened, accounts: own) == "notFound")
        #expect(await start(House.borrowed, accounts: .all) == "invalidParams")
        // As far as the broker, which here begins nothing.
        #expect(await start(House.lender, accounts: own) == "requestCancelled")
        #expect(await start(nil, accounts: .all) == "requestCancelled")
    }

    @Test("or in a browser opens no shared mailbox that is not the caller's")
    func mailboxes() async throws {
        let narrow = Scope.only([House.lender.rawValue, "Support@example.com"])
        for (address, scope, kind) in [
            ("chief@example.com", narrow, "forbidden"), ("support@example.com", narrow, "requestCancelled"),
            ("chief@example.com", .all, "requestCancelled"),
        ] {
            let mailbox = try #require(EmailAddress(address))
            #expect(await start(House.lender, mailbox: mailbox, accounts: scope) == kind)
            #expect(await authorize(House.lender, mailbox: mailbox, accounts: scope) == kind)
        }
    }
}

@Suite("A change of an app")
struct AppChangeTests {
    let house = House()

    private func change(_ change: AppChange) async throws {
        _ = try await UpdateAppHandler(broker: house.broker, directory: house.directory)
            .handle(.init(app: House.app, change: change), House.call("updateApp", accounts: .all))
    }

    private var planned: Int {
        [House.lender, House.borrowed, House.opened]
            .count { house.directory.activity(of: $0).nextAttemptAt != nil }
    }

    @Test("has its accounts tried anew, but for a new name")
    func name() async throws {
        try await change(AppChange(name: "Another"))
        #expect(planned == 0)
        try await change(AppChange(clientSecret: Credential("another")))
        #expect(planned == 3)
        for id in [House.lender, House.borrowed, House.opened] {
            _ = try await house.directory.check(id, until: .after(.seconds(3_600)))
        }
        #expect(planned == 0)
        try await change(AppChange(name: "Third", baseScopes: [.imap]))
        #expect(planned == 3)
    }
}
