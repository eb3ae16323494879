import Broker
import Domain
import Logging
import Mail
import Synchronization
import TestSupport
import Testing

@Suite("A change of an account")
struct AccountChangeTests {
    static let id = AccountID(unchecked: "acc_one")
    static let other = ServerAddress(host: "other.example", port: 993, security: .tls)
    static let password = KeptPassword(imap: Credential("new"))
    static let settings = AccountDirectoryTests.settings

    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case password, grant, borrowed, application, external
        var testDescription: String { rawValue }

        var account: Account {
            let authentication: Account.Authentication =
                switch self {
                case .password: .password
                case .grant: .grant(AppID(unchecked: "app_one"))
                case .borrowed: .borrowed(from: AccountID(unchecked: "acc_lender"))
                case .application: .application(AppID(unchecked: "app_one"))
                case .external: .external(TokenSourceName(rawValue: "tokens")!)
                }
            return Account(
                id: AccountChangeTests.id, name: "Old", address: "ann@example.com", username: "ann@example.com",
                authentication: authentication, imap: settings.imap, smtp: settings.smtp,
                graph: self == .password ? nil : GraphPlace(root: "https://graph.example"),
                createdAt: Timestamp(secondsSince1970: 0))
        }
    }

    struct House {
        let store: InMemoryAccountStore
        let keeper = InMemoryCredentialKeeper()
        let mailbox = ScriptedMailbox()
        let directory: AccountDirectory
        let factory: ScriptedBackends

        init(_ accounts: Account...) {
            store = InMemoryAccountStore(accounts)
            factory = ScriptedBackends(mailbox: mailbox)
            let clock = ManualWallClock()
            directory = AccountDirectory(
                store: store, keeper: keeper, spool: InMemoryContentSpool(),
                backends: Backends(factory: factory, credentials: FixedCredentials()),
                activities: ActivityLog(clock: clock), clock: clock,
                log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        }

        func update(_ change: AccountChange, verifying: Bool = true) async throws(MailError) -> Account {
            try await directory.update(AccountChangeTests.id, change, verifying: verifying, until: Fixture.later)
        }
    }

    @Test("sets what it names and leaves the rest, for every kind of account", arguments: Kind.allCases)
    func applied(_ kind: Kind) async throws {
        let house = House(kind.account)
        let change = AccountChange(
            name: "New", address: EmailAddress("alias@example.com"), username: "ann@tenant.example",
            smtpUsername: "boss@tenant.example", sentCopy: .never, roleOverrides: [.sent: "Out"])
        let changed = try await house.update(change)
        var expected = kind.account
        expected.name = "New"
        expected.address = "alias@example.com"
        expected.username = "ann@tenant.example"
        expected.smtpUsername = "boss@tenant.example"
        expected.isSMTPUsernameChosen = true
        expected.sentCopy = .never
        expected.roleOverrides = [.sent: "Out"]
        #expect(changed == expected)
        #expect(await house.store.rows[Self.id] == expected)
        #expect(await house.mailbox.calls == ["verify", "close"])
        #expect(house.directory.activity(of: Self.id).lastSuccessAt != nil)
    }

    @Test("of a name alone contacts nobody, and an empty one takes it away")
    func name() async throws {
        let house = House(Kind.password.account)
        #expect(try await house.update(AccountChange(name: "")).name == nil)
        #expect(try await house.update(AccountChange()) == house.store.rows[Self.id])
        #expect(await house.mailbox.calls.isEmpty)
    }

    @Test("of servers takes the password given anew, which is durable then")
    func servers() async throws {
        let house = House(Kind.password.account)
        let changed = try await house.update(AccountChange(password: Self.password, imap: Self.other))
        #expect(changed.imap == Self.other)
        #expect(changed.smtp == Self.settings.smtp)
        #expect(await house.keeper.passwords[Self.id] == Self.bound(Self.password, to: Self.other))
    }

    static func bound(_ password: KeptPassword, to imap: ServerAddress?) -> KeptPassword {
        KeptPassword(imap: password.imap, servers: MailServers(imap: imap, smtp: settings.smtp))
    }

    @Test("shows the new password to no server but the new one, and the old one has its own for as long as it counts")
    func meanwhile() async throws {
        let house = House(Kind.password.account)
        let old = Self.bound(KeptPassword(imap: Credential("old")), to: Self.settings.imap)
        try await house.keeper.keepPassword(old, for: Self.id)
        let keeper = house.keeper
        await keeper.afterKeeping {
            let kept = await keeper.passwords[Self.id]
            #expect(kept?.credential(on: .imap, at: Self.settings.imap) == Credential("old"))
            #expect(kept?.credential(on: .imap, at: Self.other) == Credential("new"))
        }
        _ = try await house.update(AccountChange(password: Self.password, imap: Self.other))
        let kept = try #require(await keeper.passwords[Self.id])
        #expect(kept.credential(on: .imap, at: Self.settings.imap) == nil)
        #expect(kept.credential(on: .imap, at: Self.other) == Credential("new"))
        #expect(kept.credential(on: .smtp, at: Self.settings.smtp) == Credential("new"))
        #expect(kept.credential(on: .smtp, at: Self.other) == nil)
    }

    @Test("that cannot be saved leaves the password as it was", arguments: [nil, other])
    func unsaved(_ server: ServerAddress?) async throws {
        let house = House(Kind.password.account)
        let old = Self.bound(KeptPassword(imap: Credential("old")), to: Self.settings.imap)
        try await house.keeper.keepPassword(old, for: Self.id)
        await house.store.fail(with: .storage("full"))
        let change = AccountChange(password: Self.password, imap: server)
        #expect(await failure { () throws(MailError) in try await house.update(change) } == .storage("full"))
        #expect(await house.keeper.passwords[Self.id] == old)
    }

    @Test("that a crash cut short, however often, loses no password that may still count")
    func cutShort() {
        let old = KeptPassword(imap: Credential("from before anybody kept servers"))
        let first = Self.bound(KeptPassword(imap: Credential("first")), to: Self.other)
        let second = Self.bound(Self.password, to: Self.other)
        let both = second.beside(first.beside(old))
        #expect(both.credential(on: .imap, at: Self.settings.imap) == old.imap)
        #expect(both.credential(on: .imap, at: Self.other) == second.imap)
        #expect(both.settled(isTaken: true) == second)
        #expect(both.settled(isTaken: false) == first.beside(old))
        #expect(both.settled(isTaken: false).settled(isTaken: false) == old)
        #expect(old.settled(isTaken: false) == old)
    }

    @Test("leaves what goes on over older connections with the servers that they were made for")
    func olderConnections() async throws {
        let factory = CapturingBackends()
        let source = AskedCredentials()
        let backends = Backends(factory: factory, credentials: source)
        var account = Kind.password.account
        _ = backends.backend(for: account)
        let older = try #require(factory.credentials)
        account.imap = Self.other
        _ = backends.backend(for: account)
        let newer = try #require(factory.credentials)
        for (credentials, service, server) in [
            (older, MailServiceKind.imap, Self.settings.imap), (older, .smtp, Self.settings.smtp),
            (newer, .imap, Self.other), (newer, .graph, nil),
        ] {
            _ = try await credentials.credential(for: Self.id, CredentialDemand(service))
            #expect(await source.servers.last == .some(server))
        }
    }

    @Test("of Graph's own name for the mailbox goes by that from then on")
    func principal() async throws {
        let changed = try await House(Kind.grant.account).update(AccountChange(userPrincipalName: "id-1"))
        #expect(changed.graph == GraphPlace(root: "https://graph.example", user: "id-1"))
    }

    @Test("of Graph's name to none goes back to where uploads work")
    func ownPrincipal() async throws {
        var account = Kind.grant.account
        account.graph?.user = "somebody@tenant.example"
        let changed = try await House(account).update(AccountChange(userPrincipalName: ""))
        #expect(changed.graph == GraphPlace(root: "https://graph.example"))
    }

    @Test(
        "of Graph's name to none is the mailbox by its user name where nobody signed in to it",
        arguments: [Kind.borrowed, .application, .external])
    func mailboxPrincipal(_ kind: Kind) async throws {
        var account = kind.account
        account.graph?.user = "id-1"
        var lender = Kind.grant.account
        lender.id = AccountID(unchecked: "acc_lender")
        let changed = try await House(account, lender).update(AccountChange(userPrincipalName: ""))
        #expect(changed.graph?.user == "ann@example.com")
    }

    @Test("of the submission server's user to none is the user name again, or the lender's", arguments: Kind.allCases)
    func smtpUsername(_ kind: Kind) async throws {
        var lender = Kind.grant.account
        lender.id = AccountID(unchecked: "acc_lender")
        lender.username = "lee@tenant.example"
        let house = House(kind.account, lender)
        let chosen = try await house.update(AccountChange(smtpUsername: "boss@tenant.example"))
        #expect(chosen.isSMTPUsernameChosen == true)
        let changed = try await house.update(AccountChange(smtpUsername: ""))
        #expect(changed.smtpUsername == (kind == .borrowed ? "lee@tenant.example" : nil))
        #expect(changed.isSMTPUsernameChosen == nil)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: AccountChange
        let field: String
        var kinds = Kind.allCases
    }

    static let signedIn = Kind.allCases.filter { $0 != .password }

    @Test(
        "that cannot be is refused by the name of its member, and nothing is changed",
        arguments: [
            Wrong(
                testDescription: "long name", change: AccountChange(name: String(repeating: "x", count: 257)),
                field: "name"),
            Wrong(testDescription: "a name of two lines", change: AccountChange(name: "a\nb"), field: "name"),
            Wrong(testDescription: "no user", change: AccountChange(username: ""), field: "username"),
            Wrong(
                testDescription: "XOAUTH2's separator", change: AccountChange(username: "a\u{1}b"), field: "username"),
            Wrong(testDescription: "two lines", change: AccountChange(smtpUsername: "a\r\nb"), field: "smtpUsername"),
            Wrong(
                testDescription: "a path of Graph's that climbs", change: AccountChange(userPrincipalName: ".."),
                field: "userPrincipalName", kinds: signedIn),
            Wrong(
                testDescription: "Graph without Graph", change: AccountChange(userPrincipalName: "a"),
                field: "userPrincipalName", kinds: [.password]),
            Wrong(
                testDescription: "not a mailbox", change: AccountChange(roleOverrides: [.sent: ""]),
                field: "roleOverrides"),
            Wrong(
                testDescription: "a server without the password", change: AccountChange(imap: other), field: "password",
                kinds: [.password]),
            Wrong(
                testDescription: "another port without the password",
                change: AccountChange(smtp: ServerAddress(host: "smtp.example.com", port: 587, security: .startTLS)),
                field: "password", kinds: [.password]),
            Wrong(
                testDescription: "no port",
                change: AccountChange(
                    password: password, imap: ServerAddress(host: "a.example", port: 0, security: .tls)),
                field: "imap.port", kinds: [.password]),
            Wrong(
                testDescription: "no host",
                change: AccountChange(
                    password: password, smtp: ServerAddress(host: "a b", port: 25, security: .tls)),
                field: "smtp.host", kinds: [.password]),
            Wrong(
                testDescription: "a password of who signed in", change: AccountChange(password: password),
                field: "password", kinds: signedIn),
            Wrong(
                testDescription: "a server of an app's", change: AccountChange(imap: other), field: "imap",
                kinds: signedIn),
            Wrong(
                testDescription: "a submission server of an app's", change: AccountChange(smtp: other), field: "smtp",
                kinds: signedIn),
        ])
    func wrong(_ wrong: Wrong) async throws {
        for kind in wrong.kinds {
            let house = House(kind.account)
            let error = await failure { () throws(MailError) in try await house.update(wrong.change) }
            guard case .invalid(wrong.field, _) = error else {
                Issue.record("\(kind): \(String(describing: error))")
                continue
            }
            #expect(await house.store.rows[Self.id] == kind.account)
            #expect(await house.mailbox.calls.isEmpty)
        }
    }

    @Test("that its servers refuse changes nothing, unless they are not to be asked")
    func refused() async throws {
        let house = House(Kind.password.account)
        await house.mailbox.fail(with: .authenticationFailed(reply: "no"))
        let change = AccountChange(password: Self.password, imap: Self.other)
        let error = await failure { () throws(MailError) in try await house.update(change) }
        #expect(error == .authenticationFailed(reply: "no"))
        #expect(await house.store.rows[Self.id] == Kind.password.account)
        #expect(await house.keeper.passwords.isEmpty)
        #expect(try await house.update(change, verifying: false).imap == Self.other)
        #expect(house.directory.activity(of: Self.id).nextAttemptAt != nil)
    }

    @Test("does not make two accounts of one mailbox")
    func second() async throws {
        var neighbour = Kind.password.account
        neighbour.id = AccountID(unchecked: "acc_two")
        neighbour.username = "bo@example.com"
        let house = House(Kind.password.account, neighbour)
        let error = await failure { () throws(MailError) in
            try await house.update(AccountChange(username: "BO@example.com"))
        }
        #expect(error == .alreadyExists(what: "account"))
    }

    @Test("of a new password has connections made anew, though nothing else is another")
    func connections() async throws {
        let house = House(Kind.password.account)
        _ = try await house.directory.check(Self.id, until: Fixture.later)
        #expect(house.factory.made == 1)
        _ = try await house.update(AccountChange(password: Self.password), verifying: false)
        _ = try await house.directory.check(Self.id, until: Fixture.later)
        #expect(house.factory.made == 2)
    }

    @Test("of a lender's user name is one for those who borrow, but for whom somebody chose another")
    func lending() async throws {
        func borrower(_ id: String, chosen: Bool) -> Account {
            Account(
                id: AccountID(unchecked: id), address: "\(id)@example.com", username: "\(id)@example.com",
                authentication: .borrowed(from: Self.id), smtp: Self.settings.smtp,
                createdAt: Timestamp(secondsSince1970: 0))
        }
        var chosen = borrower("acc_b", chosen: true)
        (chosen.smtpUsername, chosen.isSMTPUsernameChosen) = ("own@example.com", true)
        let house = House(Kind.grant.account, borrower("acc_a", chosen: false), chosen)
        _ = try await house.update(AccountChange(username: "new@tenant.example"))
        #expect(await house.store.rows[AccountID(unchecked: "acc_a")]?.smtpUsername == "new@tenant.example")
        #expect(await house.store.rows[AccountID(unchecked: "acc_b")]?.smtpUsername == "own@example.com")
    }

    @Test("of an account that is removed meanwhile does not bring it back")
    func removed() async throws {
        let house = House(Kind.password.account)
        let directory = house.directory
        await house.keeper.afterKeeping { try? await house.store.remove(Self.id) }
        let error = await failure { () throws(MailError) in
            try await directory.update(Self.id, AccountChange(password: Self.password), until: Fixture.later)
        }
        #expect(error == .notFound(what: "account"))
        #expect(await house.store.rows.isEmpty)
    }
}

/// Keeps what its clients would ask for credentials.
private final class CapturingBackends: BackendFactory {
    private let last = Mutex<(any CredentialSource)?>(nil)
    var credentials: (any CredentialSource)? { last.withLock { $0 } }

    func clients(for account: Account, using credentials: any CredentialSource) -> AccountClients {
        last.withLock { $0 = credentials }
        return AccountClients()
    }
}

/// Remembers for which servers it was asked.
private actor AskedCredentials: CredentialSource {
    private(set) var servers: [ServerAddress?] = []

    func credential(for account: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        servers.append(demand.server)
        return .password(Secret("p"))
    }
}
