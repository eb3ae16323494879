package import Broker
internal import Domain
internal import Logging

/// What becomes of sign-ins.
extension AccountDirectory {
    /// Makes the account of a sign-in, or authorises it anew, and that of the shared mailbox where the sign-in was for one:
    /// it is the result then, and borrows from the signer's own. The grant is durable already.
    ///
    /// A sign-in is answered from its record as long as it lives, also when its account was removed since: without the
    /// grant it is over (`stateInvalid`), and nothing comes back. Where the same user signed in once more meanwhile, the
    /// account is as that sign-in left it.
    @discardableResult
    package func adopt(_ signedIn: SignedIn) async throws(MailError) -> Account {
        try await settle(signedIn).1
    }

    /// Like `adopt`, and tells whether the result, whichever of the two it is, was made by this sign-in.
    package func settle(_ signedIn: SignedIn) async throws(MailError) -> (SignedIn, Account) {
        await takeTurn(signedIn.account)
        defer { endTurn(signedIn.account) }
        guard let grant = try await keeper.grantStatus(of: signedIn.account) else { throw .credential(.stateInvalid) }
        let signedInAt = signedIn.signedInAt ?? grant.signedInAt
        let isLatest = signedIn.app == grant.app && signedInAt == grant.signedInAt
        let own =
            if !isLatest, let known = try await store.account(signedIn.account) { known } else {
                try await adoptOwn(signedIn, grant)
            }
        guard let mailbox = signedIn.mailbox else { return (signedIn, own) }
        let account = try await adopt(mailbox, lentBy: own, signedInAt: signedInAt)
        var outcome = signedIn
        if account.id != own.id { outcome.isNew = account.createdAt >= signedInAt }
        return (outcome, account)
    }

    private func adoptOwn(_ signedIn: SignedIn, _ grant: GrantStatus) async throws(MailError) -> Account {
        let known = try await store.account(signedIn.account)
        var account =
            if let known { known.authorised(by: signedIn) } else { try Account(signedIn, createdAt: clock.now()) }
        account.forgetReturns(since: grant.signedInAt, at: clock.now())
        try await store.save(account)
        let borrowers = try await followed(account)
        for account in [account.id] + borrowers { activities.forget(account) }
        activities.expect([account.id] + borrowers)
        log.notice(
            known == nil ? "account signed in" : "account authorised anew", metadata: ["account": "\(account.id)"])
        return account
    }

    /// The shared mailbox's account: the one that there is, or a new one. One that was removed since the sign-in stays away.
    private func adopt(
        _ mailbox: EmailAddress, lentBy own: Account, signedInAt: Timestamp
    ) async throws(MailError) -> Account {
        if own.isOpened(as: mailbox.description) { return own }
        guard own.identity?.isPersonal != true else {
            throw .invalid(field: "mailbox", reason: "personal accounts have no shared mailboxes")
        }
        let wanted = try MailboxSettings(mailbox: mailbox)
            .account(makeID(), borrowingFrom: own, createdAt: clock.now())
        if let known = try await borrowers(of: own.id).first(where: { $0.isOpened(as: mailbox.description) }) {
            return known
        }
        if let gone = own.returnedMailboxes?[mailbox.description.lowercased()], gone > signedInAt {
            throw .credential(.stateInvalid)
        }
        try await store.save(wanted)
        added(wanted, isVerified: false)
        return wanted
    }

    /// Remembers in the lender's row that a borrowed mailbox is removed. To be called in the lender's turn.
    func noteReturn(of account: Account) async throws(MailError) {
        guard let id = account.lender, var lender = try await store.account(id) else { return }
        var returned = lender.returnedMailboxes ?? [:]
        for name in account.openedAs { returned[name] = clock.now() }
        lender.returnedMailboxes = returned
        try await store.save(lender)
    }

    // MARK: What the provider granted

    /// Takes over what a contact brought to light: which scopes were asked for and are not granted.
    func learnScopes(of id: AccountID) async {
        do throws(MailError) {
            guard let account = try await store.account(id), let holder = account.grantHolder,
                let grant = try await keeper.grantStatus(of: holder), let missing = grant.missingScopes
            else { return }
            let known = missing.isEmpty ? nil : missing
            if account.missingScopes != known { try await change(id) { $0.missingScopes = known } }
        } catch {
            log.debug("what is granted could not be looked up", metadata: ["account": "\(id)"])
        }
    }
}

extension GrantStatus {
    /// Of the resources whose tokens the provider has answered for, or refused for lack of consent; nil where it has for none.
    fileprivate var missingScopes: [String]? {
        let answered = resources.filter {
            $0.lastSuccessAt != nil || !$0.grantedScopes.isEmpty || !$0.missingScopes.isEmpty
        }
        return answered.isEmpty ? nil : answered.flatMap(\.missingScopes).sorted()
    }
}

extension Account {
    /// Whose sign-in opens it; nil where there is none.
    fileprivate var grantHolder: AccountID? {
        switch authentication {
        case .grant, .borrowed: credentialHolder
        case .password, .application, .external: nil
        }
    }

    /// Whose sign-in a borrowed mailbox is opened by.
    var lender: AccountID? {
        if case .borrowed(let lender) = authentication { lender } else { nil }
    }

    /// What the servers are asked for, in lower case. What stands in `From` opens nothing.
    fileprivate var openedAs: Set<String> { Set([username, graph?.user].compactMap { $0?.lowercased() }) }

    /// Whether this name opens the mailbox. Names of the user who signed in do for his own.
    fileprivate func isOpened(as name: String) -> Bool {
        [username, graph?.user, identity?.username, identity?.email].contains { $0?.lowercased() == name.lowercased() }
    }

    /// Forgets removals that nothing can undo any more: neither this sign-in nor the record of an earlier one.
    fileprivate mutating func forgetReturns(since signedInAt: Timestamp, at now: Timestamp) {
        let kept = (returnedMailboxes ?? [:]).filter {
            $0.value > signedInAt || $0.value.duration(to: now) < Self.longestRecord
        }
        returnedMailboxes = kept.isEmpty ? nil : kept
    }
    /// How long a sign-in can be asked for, and more.
    private static let longestRecord: Duration = .seconds(2 * 86_400)
}
