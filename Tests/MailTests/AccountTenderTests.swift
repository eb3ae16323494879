import Broker
import Domain
import Logging
import Mail
import Synchronization
import TestSupport
import Testing

@Suite("An account that nobody has asked for yet, or that could not be reached")
struct AccountTenderTests {
    static let id = AccountDirectoryTests.id

    let clock = ManualWallClock()
    let store = InMemoryAccountStore()
    let keeper = InMemoryCredentialKeeper()
    let mailbox = ScriptedMailbox()
    let directory: AccountDirectory
    let tender: AccountTender

    init() {
        // Jitter in the middle: a pause is what doubling makes it.
        let activities = ActivityLog(clock: clock, backOff: BackOff(jitter: { 0.5 }))
        directory = AccountDirectory(
            store: store, keeper: keeper, spool: InMemoryContentSpool(),
            backends: Backends(factory: ScriptedBackends(mailbox: mailbox), credentials: FixedCredentials()),
            activities: activities, clock: clock, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        tender = AccountTender(directory: directory, activities: activities)
    }

    func signIn() async throws {
        await keeper.keep(AccountDirectoryTests.signedIn())
        try await directory.adopt(AccountDirectoryTests.signedIn())
    }

    var activity: AccountActivity { directory.activity(of: Self.id) }

    /// Seconds until the next attempt.
    var pause: Int64? { activity.nextAttemptAt.map { clock.now().duration(to: $0).components.seconds } }

    @Test("is tried once after its sign-in, and left in peace when that goes well")
    func first() async throws {
        try await signIn()
        #expect(activity.nextAttemptAt == clock.now())
        await tender.attend()
        #expect(await mailbox.calls == ["verify"])
        #expect(activity.lastSuccessAt == clock.now())
        #expect(activity.nextAttemptAt == nil)
        clock.advance(seconds: 86_400)
        await tender.attend()
        #expect(await mailbox.calls == ["verify"])
    }

    @Test("is tried again after 5 seconds, then after twice as long each time, 15 minutes at most, until it works")
    func doubling() async throws {
        await mailbox.fail(with: .connectFailed("down"))
        try await signIn()
        var pauses: [Int64] = []
        for _ in 1...10 {
            await tender.attend()
            #expect(activity.isBackingOff)
            let pause = try #require(pause)
            pauses.append(pause)
            await tender.attend()  // too early: nothing happens
            clock.advance(seconds: pause)
        }
        #expect(pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
        #expect(await mailbox.calls.count == 10)
        await mailbox.fail(with: nil)
        await tender.attend()
        #expect(activity.failure == nil)
        #expect(!activity.isBackingOff)
        #expect(activity.lastSuccessAt == clock.now())
    }

    @Test(
        "is left alone for as long as its provider wants, an hour at most",
        arguments: [
            (MailError.rateLimited("slow down", retryAfterMs: 60_500), 61),
            (.unavailable("busy", retryAfterMs: 100), 5),
            (.credential(.rateLimited(nil, retryAfterMs: 300_000)), 300),
            (.credential(.providerUnavailable(nil, retryAfterMs: 1 << 50)), 3_600),
            (.rateLimited("odd", retryAfterMs: -7), 5), (.rateLimited("odd", retryAfterMs: .max), 3_600),
        ] as [(MailError, Int64)])
    func wanted(_ error: MailError, _ seconds: Int64) async throws {
        await mailbox.fail(with: error)
        try await signIn()
        await tender.attend()
        #expect(pause == seconds)
    }

    @Test(
        "is not tried again where somebody has to act first",
        arguments: [
            MailError.authenticationFailed(reply: "no"), .credential(.signInRequired(id, nil)),
            .credential(.consentRequired(scopes: [], nil)), .credential(.vaultSealed),
            .rejected(ServerReply(code: 550, text: "no")),
        ])
    func fatal(_ error: MailError) async throws {
        await mailbox.fail(with: .timedOut)
        try await signIn()
        await tender.attend()
        clock.advance(seconds: 60)
        await mailbox.fail(with: error)
        await tender.attend()
        #expect(activity.nextAttemptAt == nil)
        #expect(!activity.isBackingOff)
        clock.advance(seconds: 86_400)
        await tender.attend()
        #expect(await mailbox.calls.count == 2)
    }

    @Test(
        "is tried every quarter of an hour where a right to the mailbox is missing: nobody tells us when it is given",
        arguments: [Refusal.Meaning.accessDenied, .mailboxUnavailable])
    func rights(_ meaning: Refusal.Meaning) async throws {
        await mailbox.fail(with: .refused(Refusal(meaning, reason: "no", fault: ProviderFault(name: "imap"))))
        try await signIn()
        for calls in 1...3 {
            await tender.attend()
            #expect(pause == 900)
            #expect(activity.isBackingOff)
            #expect(await mailbox.calls.count == calls)
            clock.advance(seconds: 900)
        }
        // What passes afterwards is tried as early as ever.
        await mailbox.fail(with: .unavailable("busy"))
        await tender.attend()
        #expect(pause == 5)
        clock.advance(seconds: 5)
        await mailbox.fail(with: nil)
        await tender.attend()
        #expect(activity.failure == nil)
        #expect(activity.nextAttemptAt == nil)
    }

    @Test("may be asked by a caller at any time: success ends the waiting, and a failure does not make it longer")
    func callers() async throws {
        await mailbox.fail(with: .unavailable("busy"))
        try await signIn()
        await tender.attend()
        #expect(pause == 5)
        clock.advance(seconds: 2)
        for _ in 1...20 { _ = try await directory.check(Self.id, until: Fixture.later) }
        #expect(pause == 3)
        await mailbox.fail(with: nil)
        _ = try await directory.check(Self.id, until: Fixture.later)
        #expect(activity.nextAttemptAt == nil)
        #expect(activity.failure == nil)
        await mailbox.fail(with: .unavailable("busy"))
        _ = try await directory.check(Self.id, until: Fixture.later)
        #expect(pause == 5)
    }

    @Test("is forgotten when it is removed, also while it is being tried")
    func removed() async throws {
        await mailbox.fail(with: .connectFailed("down"))
        try await signIn()
        await tender.attend()
        try await directory.remove(Self.id)
        clock.advance(seconds: 3_600)
        await tender.attend()
        #expect(activity.failure == nil)
        #expect(activity.nextAttemptAt == nil)
        #expect(await mailbox.calls == ["verify", "close"])
    }

    @Test("is not judged by a caller who waited a moment only")
    func impatience() async throws {
        try await signIn()
        await tender.attend()
        await mailbox.fail(with: .timedOut)
        _ = try await directory.check(Self.id, until: Fixture.passed)
        #expect(activity.failure == nil)
        await mailbox.whileVerifying { [clock] in clock.advance(seconds: 10) }
        _ = try await directory.check(Self.id, until: Fixture.passed)
        #expect(activity.failure?.error == .timedOut)
        #expect(activity.isBackingOff)
    }

    @Test("is tried while the daemon runs, and no longer")
    func running() async throws {
        let (entered, release) = (Gate(), Gate())
        let slow = SlowMailbox(entered: entered, release: release)
        let activities = ActivityLog(clock: clock)
        let directory = AccountDirectory(
            store: store, keeper: keeper, spool: InMemoryContentSpool(),
            backends: Backends(factory: ScriptedBackends(submission: slow), credentials: FixedCredentials()),
            activities: activities, clock: clock, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        let running = Task { await AccountTender(directory: directory, activities: activities).run() }
        await keeper.keep(AccountDirectoryTests.signedIn())
        try await directory.adopt(AccountDirectoryTests.signedIn())
        await entered.wait()
        running.cancel()
        await release.open()
        await running.value
        #expect(directory.activity(of: Self.id).lastSuccessAt != nil)
    }

    @Test("is tried at start, sixteen at a time and ten a second, unless nothing could open it")
    func start() async throws {
        let ids = (0..<1_000).map { AccountID(unchecked: "acc_\($0)") }
        for id in ids { try await store.save(Self.account(id)) }
        for id in ids.dropLast() { await keeper.keep(AccountDirectoryTests.signedIn(id)) }
        try await directory.reconcile()
        let last = try #require(ids.last)
        #expect(directory.activity(of: last).lacksCredential)
        #expect(directory.activity(of: last).nextAttemptAt == nil)
        // With the jitter of these tests all fall on the middle of a hundred seconds.
        #expect(directory.activity(of: ids[0]).nextAttemptAt == clock.now().advanced(by: .seconds(49)))
        clock.advance(seconds: 49)
        await tender.attend()
        #expect(await mailbox.calls.count == 16)
        for _ in 1...100 { await tender.attend() }
        #expect(await mailbox.calls.count == 999)
    }

    @Test("gets its credential behind those whom somebody waits for, when the daemon tries it by itself")
    func ownAttempts() async throws {
        let seen = Flags()
        await mailbox.whileVerifying { seen.add(OwnAttempt.isUnderWay) }
        try await signIn()
        await tender.attend()
        _ = try await directory.check(Self.id, until: Fixture.later)
        #expect(seen.all == [true, false])
    }

    static func account(_ id: AccountID) -> Account {
        Account(
            id: id, address: "ann@example.com", username: id.rawValue,
            authentication: .grant(AppID(unchecked: "app_one")), imap: AccountDirectoryTests.settings.imap,
            createdAt: Timestamp(secondsSince1970: 0))
    }
}

/// What was seen, in order.
private final class Flags: Sendable {
    private let flags = Mutex<[Bool]>([])
    var all: [Bool] { flags.withLock { $0 } }
    func add(_ flag: Bool) { flags.withLock { $0.append(flag) } }
}

/// A way out whose check waits for the test.
private struct SlowMailbox: Submission {
    let entered: Gate
    let release: Gate
    var service: MailServiceKind { .smtp }
    var form: SubmissionForm { SubmissionForm() }

    func verify(until deadline: Deadline) async throws(MailError) {
        await entered.open()
        await release.wait()
    }

    func close() {}

    func submit(
        _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (_ evidence: String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt { throw .unsupported("only tried") }

    func wasTaken(_ evidence: String, until deadline: Deadline) async throws(MailError) -> Bool { false }
}
