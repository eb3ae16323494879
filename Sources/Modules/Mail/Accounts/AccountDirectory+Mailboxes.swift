internal import Broker
package import Domain
internal import Logging

/// Mailboxes without a sign-in of their own.
extension AccountDirectory {
    /// Adds a mailbox that the lender's user has rights to, opened by the lender's grant (reference sheet, section D1).
    package func add(
        _ settings: MailboxSettings, borrowingFrom lender: AccountID, verifying: Bool = true, until deadline: Deadline
    ) async throws(MailError) -> Account {
        let account = try settings.account(
            makeID(), borrowingFrom: try await self.account(lender), createdAt: clock.now())
        try await refuseSecond(account)
        if verifying {
            try await requireSharedScopes(account, of: lender)
            try await check(prospect: account, until: deadline)
        }
        await takeTurn(lender)
        defer { endTurn(lender) }
        _ = try await self.account(lender)
        return try await keep(account, isVerified: verifying)
    }

    /// Adds a mailbox that an app opens by itself (reference sheet, sections D2 and D3).
    package func add(
        _ settings: MailboxSettings, openedBy app: AppID, in tenant: String? = nil, verifying: Bool = true,
        until deadline: Deadline
    ) async throws(MailError) -> Account {
        let account = try settings.account(
            makeID(), openedBy: app, in: tenant, at: try await keeper.servers(openedBy: app, in: tenant),
            createdAt: clock.now())
        try await refuseSecond(account)
        if verifying { try await check(prospect: account, until: deadline) }
        return try await keep(account, isVerified: verifying)
    }

    func keep(_ account: Account, isVerified: Bool) async throws(MailError) -> Account {
        adding[account.id] = account
        defer { adding[account.id] = nil }
        if case .application(let app, let tenant) = account.authentication { try await requireStaying(app, in: tenant) }
        try await refuseSecond(account)
        try await store.save(account)
        added(account, isVerified: isVerified)
        return account
    }

    /// Tries an account as it would be, with a password that is not kept where one is given.
    func check(
        prospect account: Account, with password: KeptPassword? = nil, until deadline: Deadline
    ) async throws(MailError) {
        let credentials: any CredentialSource =
            if let password { GivenPassword(password: password) } else { keeper.credentials(of: account) }
        let backend = backends.passing(for: account, using: credentials)
        let check = await backend.check(until: deadline)
        await backend.close()
        try check.get()
    }

    /// Graph refuses a shared mailbox to whoever has only the scopes for one's own (reference sheet, section D1), and
    /// says no more than that access is denied.
    private func requireSharedScopes(_ account: Account, of lender: AccountID) async throws(MailError) {
        guard let place = account.graph else { return }
        let wanted = account.wantedSharedScopes
        guard !wanted.isEmpty else { return }
        // What was granted on Graph is known once there is a token for it.
        _ = try await keeper.credentials(of: account).credential(for: account.id, CredentialDemand(.graph))
        let granted = Set((try await keeper.grantStatus(of: lender)?.grantedScopes ?? []).map(Account.shortName))
        let missing = wanted.filter { !granted.contains(Account.shortName($0)) }
        guard missing.isEmpty else {
            throw .credential(.consentRequired(scopes: missing.map { "\(place.root)/\($0)" }, nil))
        }
    }

    // MARK: What hangs on another account, or on an app

    func borrowers(of lender: AccountID) async throws(MailError) -> [Account] {
        try await store.accounts().filter { $0.authentication == .borrowed(from: lender) }
    }

    /// Mailboxes that borrow from this account are where it is. The ids of those that do.
    func followed(_ lender: Account) async throws(MailError) -> [AccountID] {
        let borrowers = try await borrowers(of: lender.id).map(\.id)
        for id in borrowers {
            try await change(id) { $0.takeServers(of: lender) }
        }
        return borrowers
    }

    /// Changes an account as it is now, unless it was removed meanwhile: what is saved after its removal comes back.
    func change(_ id: AccountID, _ body: (inout Account) -> Void) async throws(MailError) {
        await takeTurn(id)
        defer { endTurn(id) }
        guard let current = try await store.account(id) else { return }
        var changed = current
        body(&changed)
        if changed != current { try await store.save(changed) }
    }

    /// The app is another now, or was given a new secret: nothing goes on over connections that the old one opened, and
    /// whatever depends on it is tried anew.
    package func appChanged(_ app: AppID) async throws(MailError) {
        let accounts = try await store.accounts()
        let lenders = Set(accounts.filter { $0.authentication == .grant(app) }.map(\.id))
        var concerned: [AccountID] = []
        for account in accounts {
            switch account.authentication {
            case .grant(app): break
            case .borrowed(let lender) where lenders.contains(lender): break
            case .application(app, let tenant): await moveServers(of: account, openedBy: app, in: tenant)
            case .password, .grant, .borrowed, .application, .external: continue
            }
            backends.dropAside(account.id)
            concerned.append(account.id)
        }
        activities.expect(concerned)
    }

    private func moveServers(of account: Account, openedBy app: AppID, in tenant: String?) async {
        do throws(MailError) {
            let servers = try await keeper.servers(openedBy: app, in: tenant)
            try await change(account.id) { $0.takeServers(servers) }
        } catch {
            log.debug("an account's servers could not be looked up", metadata: ["account": "\(account.id)"])
        }
    }

    /// Has an app deleted that opens no account by itself, and lets none be added meanwhile.
    package func delete(
        _ app: AppID, by delete: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) {
        leaving.insert(app)
        defer { leaving.remove(app) }
        let count = try await accounts(openedBy: app)
        guard count == 0 else {
            throw .conflict(
                "\(count == 1 ? "it opens one account" : "it opens \(count) accounts"): delete what it opens first")
        }
        try await delete()
    }

    /// How many accounts an app opens by itself, those included that are being added.
    private func accounts(openedBy app: AppID) async throws(MailError) -> Int {
        let kept = try await store.accounts()
        return Set((kept + adding.values).filter { $0.isOpened(by: app) }.map(\.id)).count
    }

    /// The app may have been deleted while the mailbox was tried.
    private func requireStaying(_ app: AppID, in tenant: String?) async throws(MailError) {
        guard !leaving.contains(app) else { throw .conflict("the app is being deleted") }
        _ = try await keeper.servers(openedBy: app, in: tenant)
    }
}

extension Account {
    fileprivate func isOpened(by app: AppID) -> Bool {
        if case .application(app, _) = authentication { true } else { false }
    }

    /// What Graph has to allow in another's mailbox: to read it where IMAP does not, and to send in its name, which goes
    /// over its Drafts where a message is large.
    fileprivate var wantedSharedScopes: [String] {
        let sends = sendsByGraph != false
        let reads = imap == nil
        return (reads || sends && draftsOnGraph ? ["Mail.ReadWrite.Shared"] : []) + (sends ? ["Mail.Send.Shared"] : [])
    }
}
