import API
import Broker
import Domain
import JSONRPC
import Logging
import Mail
import Methods
import TestSupport
import Testing

@Suite("The state of an account")
struct AccountStateTests {
    static let id = AccountID(unchecked: "acc_one")
    static let start = ManualWallClock().now()
    static let fault = ProviderFault(name: "entra", status: 400, code: "invalid_grant AADSTS65001", responsible: .user)
    static let consent = BrokerError.consentRequired(scopes: ["https://graph.microsoft.com/Mail.Send"], fault)

    /// One account whose app reads by IMAP and sends by SMTP and Graph.
    private struct Place {
        let clock = ManualWallClock()
        let broker = ScriptedBroker()
        let mailbox = ScriptedMailbox()
        let directory: AccountDirectory
        let accounts: VisibleAccounts
        let reporter: AccountReporter

        init(_ change: (inout Account) -> Void = { _ in }) {
            var account = Account(
                id: AccountStateTests.id, address: "ann@example.com", username: "ann@example.com",
                authentication: .grant(House.app), identity: Identity(tenant: "t", subject: "s"),
                imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls),
                smtp: ServerAddress(host: "smtp.example.com", port: 587, security: .startTLS),
                graph: GraphPlace(root: "https://graph.example"), createdAt: AccountStateTests.start)
            change(&account)
            let backends = Backends(factory: ScriptedBackends(mailbox: mailbox), credentials: FixedCredentials())
            directory = AccountDirectory(
                store: InMemoryAccountStore([account]), keeper: InMemoryCredentialKeeper(),
                spool: InMemoryContentSpool(), backends: backends, activities: ActivityLog(clock: clock), clock: clock,
                log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            accounts = VisibleAccounts(directory: directory)
            reporter = AccountReporter(directory: directory, backends: backends, broker: broker)
        }

        /// The account has this grant.
        func keep(
            failure: BrokerError? = nil, mail: BrokerError? = nil, graph: BrokerError? = nil,
            refreshedAt: Timestamp? = nil, at moment: Timestamp = AccountStateTests.start
        ) {
            func failed(_ error: BrokerError?) -> GrantStatus.Failure? { error.map { .init(at: moment, error: $0) } }
            let resources = [
                ResourceStatus(
                    resource: .mail, grantedScopes: ["https://outlook.office.com/IMAP.AccessAsUser.All"],
                    missingScopes: ["https://outlook.office.com/SMTP.Send"],
                    tokenExpiresAt: moment.advanced(by: .seconds(3_600)), lastSuccessAt: moment, failure: failed(mail)),
                ResourceStatus(
                    resource: .graph, failure: failed(graph), nextAttemptAt: moment.advanced(by: .seconds(60))),
            ]
            broker.keep(
                GrantStatus(
                    app: House.app, identity: Identity(tenant: "t", subject: "s"), grantedScopes: [],
                    signedInAt: moment, refreshedAt: refreshedAt, failure: failed(failure ?? graph ?? mail),
                    resources: resources), of: AccountStateTests.id)
        }

        func state() async throws(RPCError) -> AccountState {
            try await GetAccountHandler(accounts: accounts, reporter: reporter)
                .handle(.init(account: AccountStateTests.id), House.call("getAccount", accounts: .all)).account.state
        }
    }

    @Test(
        "follows the last failure of what it uses",
        arguments: [
            (BrokerError.signInRequired(id, fault), AccountReadiness.signInRequired), (consent, .consentRequired),
            (.appMisconfigured(House.app, hint: "h", fault), .appMisconfigured),
            (.providerRejected("no", fault), .error), (.signInDenied(fault), .error),
        ])
    func failures(_ error: BrokerError, _ readiness: AccountReadiness) async throws {
        let place = Place()
        place.keep(graph: error)
        let state = try await place.state()
        #expect(state.state == readiness)
        #expect(state.lastFailure?.provider == Self.fault)
        #expect(state.lastFailure?.kind == RPCError(error).kind)
        #expect(state.lastFailure?.hint == RPCError(error).hint)
        #expect(state.lastFailure?.at == Self.start)
    }

    @Test("says who has to act also where the provider's code does not, as the error does")
    func responsible() async throws {
        let place = Place()
        place.keep(graph: .providerUnavailable(ProviderFault(name: "entra", status: 502), retryAfterMs: nil))
        #expect(try await place.state().lastFailure?.provider?.responsible == .nobody)
    }

    @Test("tells the user at the submission server where somebody chose one, and not a lender's name")
    func smtpUsername() async throws {
        for isChosen in [true, nil] {
            let place = Place {
                $0.smtpUsername = "boss@example.com"
                $0.isSMTPUsernameChosen = isChosen
            }
            let info = try await GetAccountHandler(accounts: place.accounts, reporter: place.reporter)
                .handle(.init(account: Self.id), House.call("getAccount", accounts: .all)).account
            #expect(info.smtpUsername == (isChosen == true ? "boss@example.com" : nil))
        }
    }

    @Test("does not follow that of a resource which it does not use")
    func unused() async throws {
        let place = Place { $0.graph = nil }
        place.keep(graph: Self.consent, refreshedAt: Self.start)
        let state = try await place.state()
        #expect(state.state == .ready)
        #expect(state.lastFailure == nil)
        #expect(state.resources?.last?.lastFailure?.kind == "consentRequired")
    }

    @Test("follows a failure that is of no single resource, as of a grant from before these were told apart")
    func whole() async throws {
        let place = Place { $0.graph = nil }
        place.keep(failure: .signInRequired(Self.id, nil))
        #expect(try await place.state().state == .signInRequired)
    }

    @Test("tells each resource's facts")
    func resources() async throws {
        let place = Place()
        place.keep(graph: Self.consent)
        let resources = try #require(try await place.state().resources)
        #expect(resources.map(\.resource) == [.mail, .graph])
        #expect(resources[0].missingScopes == ["https://outlook.office.com/SMTP.Send"])
        #expect(resources[0].grantedScopes == ["https://outlook.office.com/IMAP.AccessAsUser.All"])
        #expect(resources[0].tokenExpiresAt == Self.start.advanced(by: .seconds(3_600)))
        #expect(resources[0].lastSuccessAt == Self.start)
        #expect(resources[0].lastFailure == nil)
        #expect(resources[1].nextAttemptAt == Self.start.advanced(by: .seconds(60)))
        #expect(resources[1].lastFailure?.provider?.code == "invalid_grant AADSTS65001")
    }

    @Test("tells an app's own tokens where the app opens it alone, in its tenant")
    func application() async throws {
        let place = Place { $0.authentication = .application(House.app, tenant: "t") }
        place.broker.keep(
            [ResourceStatus(resource: .graph, lastSuccessAt: Self.start)], of: House.app, in: "t")
        let resources = try await place.state().resources
        #expect(resources?.map(\.resource) == [.graph])
        #expect(resources?.first?.lastSuccessAt == Self.start)
    }

    @Test("says that a sign-in's failure has passed when the provider gave a token since, and no sooner")
    func mended() async throws {
        let place = Place()
        place.keep()
        place.directory.note(.signInRequired(Self.id, nil), of: Self.id)
        #expect(try await place.state().state == .signInRequired)
        place.keep(refreshedAt: place.clock.now())
        #expect(try await place.state().state == .signInRequired)
        place.clock.advance(seconds: 1)
        place.keep(refreshedAt: place.clock.now())
        #expect(try await place.state().state == .ready)
        // A server's refusal is another matter.
        await place.mailbox.fail(with: .authenticationFailed(reply: "no"))
        _ = try await place.directory.check(Self.id, until: .after(.seconds(3_600)))
        place.clock.advance(seconds: 1)
        place.keep(refreshedAt: place.clock.now())
        #expect(try await place.state().state == .signInRequired)
    }

    struct Lack: Sendable, CustomTestStringConvertible {
        let missing: [String]
        let state: AccountReadiness
        var byGraph = true
        let testDescription: String
    }

    @Test(
        "is consentRequired where a scope that was not granted leaves no way in or out, though nothing failed",
        arguments: [
            Lack(missing: [], state: .ready, testDescription: "nothing lacks"),
            Lack(missing: ["SMTP.Send"], state: .ready, testDescription: "it sends by Graph"),
            Lack(missing: ["SMTP.Send"], state: .consentRequired, byGraph: false, testDescription: "no way out"),
            Lack(missing: ["Mail.Send", "SMTP.Send"], state: .consentRequired, testDescription: "neither way out"),
            Lack(
                missing: ["IMAP.AccessAsUser.All"], state: .consentRequired, byGraph: false,
                testDescription: "no way in"),
            Lack(missing: ["Calendars.Read"], state: .ready, testDescription: "something that mail does not need"),
        ])
    func lacking(_ lack: Lack) async throws {
        let place = Place {
            $0.missingScopes = lack.missing
            if !lack.byGraph { $0.graph = nil }
        }
        place.keep(refreshedAt: Self.start)
        #expect(try await place.state().state == lack.state)
    }

    // MARK: reconnectAccount

    private func reconnect(_ place: Place) async throws(RPCError) -> AccountState {
        try await ReconnectAccountHandler(
            broker: place.broker, accounts: place.accounts, directory: place.directory, reporter: place.reporter,
            limit: TimeLimit(usual: .seconds(3_600), longest: .seconds(3_600))
        ).handle(.init(account: Self.id), House.call("reconnectAccount", accounts: .all)).account.state
    }

    @Test("is tried at once by reconnectAccount, with new connections, and told whatever comes of it")
    func reconnecting() async throws {
        let place = Place()
        #expect(try await reconnect(place).state == .ready)
        #expect(await place.mailbox.calls == ["close", "verify"])
        await place.mailbox.fail(with: .authenticationFailed(reply: "no"))
        let state = try await reconnect(place)
        #expect(state.state == .signInRequired)
        #expect(state.lastFailure?.kind == "signInRequired")
    }

    @Test(
        "has reconnectAccount ask whoever opens it",
        arguments: [
            (Account.Authentication.grant(House.app), ["acc_one"]),
            (.borrowed(from: House.lender), ["acc_lender"]), (.application(House.app, tenant: "t"), ["app_one in t"]),
            (.application(House.app), ["app_one in -"]), (.password, []),
        ])
    func asked(_ authentication: Account.Authentication, _ asked: [String]) async throws {
        let place = Place { $0.authentication = authentication }
        _ = try await reconnect(place)
        #expect(place.broker.triedAgain == asked)
    }
}
