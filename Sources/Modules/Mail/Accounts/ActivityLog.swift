package import Domain
internal import Synchronization

/// Remembers in memory how each account's servers last answered, and when the daemon is to try them by itself.
package final class ActivityLog: Sendable {
    private let entries = Mutex<[AccountID: AccountActivity]>([:])
    /// Settled, and replaced, when an attempt was planned.
    private let news = Mutex(Outcome<Void>())
    private let clock: any WallClock
    private let backOff: BackOff

    package init(clock: any WallClock, backOff: BackOff = BackOff()) {
        self.clock = clock
        self.backOff = backOff
    }

    package func activity(of account: AccountID) -> AccountActivity {
        entries.withLock { $0[account] ?? AccountActivity() }
    }

    /// Runs `body` and notes how it ended.
    func noting<Result: Sendable>(
        _ account: AccountID, _ body: () async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        let start = clock.now()
        do throws(MailError) {
            let result = try await body()
            succeeded(account)
            return result
        } catch {
            failed(account, error, since: start)
            throw error
        }
    }

    /// Notes the failure of a caller's request that began then: one who waits a moment only learns nothing of the account.
    func failed(_ account: AccountID, _ error: MailError, since start: Timestamp) {
        if error == .timedOut, start.duration(to: clock.now()) < Self.leastPatience { return }
        failed(account, error)
    }
    private static let leastPatience: Duration = .seconds(10)

    func succeeded(_ account: AccountID) {
        let now = clock.now()
        entries.withLock { $0[account] = AccountActivity(lastSuccessAt: now) }
    }

    /// Only what says something about the account is kept: a bad parameter or a missing message does not.
    ///
    /// What passes by itself is tried again by the daemon, and from time to time what somebody may mend elsewhere; all else
    /// waits for somebody to act here.
    func failed(_ account: AccountID, _ error: MailError) {
        guard error.concernsAccount else { return }
        let now = clock.now()
        let isPlanned = entries.withLock { entries in
            entries[account, default: AccountActivity()].note(error, at: now, backOff)
        }
        if isPlanned { ring() }
    }

    func lacksCredential(_ account: AccountID) {
        entries.withLock { entries in
            entries[account, default: AccountActivity()].lacksCredential = true
            entries[account]?.nextAttemptAt = nil
        }
    }

    func forget(_ account: AccountID) {
        entries.withLock { _ = $0.removeValue(forKey: account) }
    }

    // MARK: Attempts of the daemon's own

    /// These are to be tried soon, spread over some time when they are many.
    func expect(_ accounts: [AccountID]) {
        let now = clock.now()
        // Ten a second: as many as one machine signs in at without being noticed.
        let spread = Double(accounts.count / 10)
        entries.withLock { entries in
            for account in accounts {
                let delay = Duration.seconds(Int64(spread * backOff.jitter()))
                entries[account, default: AccountActivity()].nextAttemptAt = now.advanced(by: delay)
            }
        }
        ring()
    }

    /// The accounts to try now, those that wait longest first.
    func due() -> [AccountID] {
        let now = clock.now()
        return entries.withLock { entries in
            entries.compactMap { account, activity in activity.nextAttemptAt.map { (account, $0) } }
                .filter { $0.1 <= now }
                .sorted { ($0.1, $0.0.rawValue) < ($1.1, $1.0.rawValue) }
                .map(\.0)
        }
    }

    /// An attempt has ended, and nothing that it showed says when the next one is to be.
    func attempted(_ account: AccountID) {
        let now = clock.now()
        entries.withLock { entries in
            if let next = entries[account]?.nextAttemptAt, next <= now { entries[account]?.nextAttemptAt = nil }
        }
    }

    /// How long it is until the next attempt is due that is not under way; nil when none is planned.
    func untilNextAttempt(beside underWay: Set<AccountID>) -> Duration? {
        let now = clock.now()
        let planned = entries.withLock { $0.filter { !underWay.contains($0.key) }.values.compactMap(\.nextAttemptAt) }
        return planned.min().map { now.duration(to: $0) }
    }

    /// Settles as soon as another attempt is planned.
    func nextNews() -> Outcome<Void> { news.withLock { $0 } }

    /// Wakes whoever waits for news.
    func ring() {
        let old = news.withLock { news in
            defer { news = Outcome() }
            return news
        }
        old.settle(())
    }
}

extension AccountActivity {
    /// Whether the failure planned another attempt. Many callers who fail at once count as one.
    fileprivate mutating func note(_ error: MailError, at now: Timestamp, _ backOff: BackOff) -> Bool {
        failure = Failure(at: now, error: error)
        guard error.passes else {
            failuresInARow = 0
            nextAttemptAt = error.mayEndUnseen ? now.advanced(by: backOff.longPause()) : nil
            return nextAttemptAt != nil
        }
        if failuresInARow > 0, let next = nextAttemptAt, now < next {
            nextAttemptAt = max(next, now.advanced(by: backOff.wanted(error.retryAfterMs)))
            return false
        }
        failuresInARow += 1
        nextAttemptAt = now.advanced(
            by: backOff.pause(afterFailures: failuresInARow, wanting: error.retryAfterMs))
        return true
    }
}
