package import Broker
package import Domain
package import Logging

/// The accounts: adds, finds and removes them, and keeps rows and credentials in step.
///
/// No transaction spans the two stores. Credentials are written first and forgotten last, a removed row leaves a
/// tombstone, and `reconcile` finishes at start what a crash left half done.
package actor AccountDirectory {
    let store: any AccountStore
    let keeper: any CredentialKeeper
    private let spool: any ContentSpool
    let backends: Backends
    let activities: ActivityLog
    let clock: any WallClock
    let makeID: @Sendable () -> AccountID
    let log: Logger
    /// Accounts whose password may be kept already and whose row is not there yet.
    var adding: [AccountID: Account] = [:]
    /// Apps that are being deleted.
    var leaving: Set<AppID> = []
    /// Accounts that are being adopted or removed, each with those who wait for their turn.
    private var changing: [AccountID: [CheckedContinuation<Void, Never>]] = [:]

    package init(
        store: any AccountStore, keeper: any CredentialKeeper, spool: any ContentSpool, backends: Backends,
        activities: ActivityLog, clock: any WallClock, log: Logger,
        makeID: @escaping @Sendable () -> AccountID = { AccountID.random() }
    ) {
        self.store = store
        self.keeper = keeper
        self.spool = spool
        self.backends = backends
        self.activities = activities
        self.clock = clock
        self.makeID = makeID
        self.log = log
    }

    package func accounts() async throws(MailError) -> [Account] { try await store.accounts() }

    package func account(_ id: AccountID) async throws(MailError) -> Account {
        guard let account = try await store.account(id) else { throw .notFound(what: "account") }
        return account
    }

    /// How the account fared since the daemon started.
    package nonisolated func activity(of account: AccountID) -> AccountActivity { activities.activity(of: account) }

    /// Signs in with settings that are not saved.
    package func check(
        _ settings: AccountSettings, password: KeptPassword, until deadline: Deadline
    ) async throws(MailError) -> AccountCheck {
        let account = try settings.account(makeID(), createdAt: clock.now())
        let backend = backends.passing(for: account, using: GivenPassword(password: password))
        let check = await backend.check(until: deadline)
        await backend.close()
        return check
    }

    /// Signs in to an account's servers with what is kept, because a caller wants it.
    package func check(_ id: AccountID, until deadline: Deadline) async throws(MailError) -> AccountCheck {
        let start = clock.now()
        let check = await backends.backend(for: try await account(id)).check(until: deadline)
        do throws(MailError) {
            try check.get()
            activities.succeeded(id)
        } catch {
            activities.failed(id, error, since: start)
        }
        await learnScopes(of: id)
        return check
    }

    /// Tries an account because it is time to, and notes what came of it.
    func attempt(_ id: AccountID, until deadline: Deadline) async {
        do throws(MailError) {
            let check = await backends.backend(for: try await account(id)).check(until: deadline)
            do throws(MailError) {
                try check.get()
                activities.succeeded(id)
            } catch {
                activities.failed(id, error)
            }
            activities.attempted(id)
            await learnScopes(of: id)
        } catch .notFound {
            activities.forget(id)
        } catch {
            log.debug("an account could not be tried", metadata: ["account": "\(id)"])
            activities.attempted(id)
        }
    }

    /// Notes that a token could not be had, by whoever asked for one beside Mail: unless he asked for one that the app does
    /// not have, or the vault was in the way, which says nothing of the account.
    package nonisolated func note(_ failure: BrokerError, of account: AccountID) {
        switch failure {
        case .invalid, .vaultSealed, .vaultCorrupt, .storage: return
        default: activities.failed(account, .credential(failure))
        }
    }

    /// Adds a password account, its servers tried first unless `verifying` says not to.
    package func add(
        _ settings: AccountSettings, password: KeptPassword, verifying: Bool = true, until deadline: Deadline
    ) async throws(MailError) -> Account {
        let account = try settings.account(makeID(), createdAt: clock.now())
        if verifying { try await check(settings, password: password, until: deadline).get() }
        adding[account.id] = account
        defer { adding[account.id] = nil }
        try await refuseSecond(account)
        try await keeper.keepPassword(account.bound(password), for: account.id)
        try await store.save(account)
        added(account, isVerified: verifying)
        return account
    }

    /// What was not tried before it was added is tried soon.
    func added(_ account: Account, isVerified: Bool) {
        if isVerified { activities.succeeded(account.id) } else { activities.expect([account.id]) }
        log.notice("account added", metadata: ["account": "\(account.id)"])
    }

    /// Two accounts for one mailbox would send and file everything twice.
    func refuseSecond(_ account: Account, inPlaceOf known: AccountID? = nil) async throws(MailError) {
        let others =
            try await store.accounts().filter { $0.id != known } + adding.values.filter { $0.id != account.id }
        guard !others.contains(where: { $0.opensSameMailbox(as: account) }) else {
            throw .alreadyExists(what: "account")
        }
    }

    /// Removes an account, its credentials and what was downloaded for it. When the credentials cannot be forgotten
    /// now, the next `reconcile` does it.
    ///
    /// What borrows its sign-in is removed with it where it is one of `borrowers`; others keep it (`lent`).
    package func remove(_ id: AccountID, with borrowers: Set<AccountID> = []) async throws(MailError) {
        // The lender's row remembers it, and a sign-in makes mailboxes in the lender's turn.
        let lender = try await account(id).lender
        if let lender { await takeTurn(lender) }
        defer { if let lender { endTurn(lender) } }
        await takeTurn(id)
        defer { endTurn(id) }
        let account = try await account(id)
        try await noteReturn(of: account)
        let borrowing = try await self.borrowers(of: id).map(\.id)
        guard borrowing.allSatisfy(borrowers.contains) else { throw .lent(to: borrowing) }
        for borrower in borrowing {
            await takeTurn(borrower)
            defer { endTurn(borrower) }
            try await removeNow(borrower)
        }
        try await removeNow(id)
    }

    /// To be called in the account's turn.
    private func removeNow(_ id: AccountID) async throws(MailError) {
        guard try await store.account(id) != nil else { return }
        try await store.remove(id)
        await backends.drop(id)
        await spool.removeAll(of: id)
        activities.forget(id)
        log.notice("account removed", metadata: ["account": "\(id)"])
        do throws(MailError) {
            try await finishRemoval(of: id)
        } catch {
            log.notice("its credentials are forgotten later", metadata: ["account": "\(id)"])
        }
    }

    func finishRemoval(of id: AccountID) async throws(MailError) {
        try await keeper.forget(id)
        try await store.clearTombstone(id)
    }

    /// One at a time adopts or removes an account: both wait for the stores in the middle, where an actor lets others in.
    func takeTurn(_ id: AccountID) async {
        guard changing[id] != nil else {
            changing[id] = []
            return
        }
        await withCheckedContinuation { changing[id, default: []].append($0) }
    }

    func endTurn(_ id: AccountID) {
        guard var waiting = changing[id], !waiting.isEmpty else {
            changing[id] = nil
            return
        }
        let next = waiting.removeFirst()
        changing[id] = waiting
        next.resume()
    }
}
