package import Broker
internal import Domain
internal import Logging

/// What becomes of sign-ins.
extension AccountDirectory {
    /// Makes the account of a sign-in, or authorises it anew, and that of the shared mailbox where the sign-in was for one:
    /// it is the result then, and borrows from the signer's own. The grant is durable already.
    ///
    /// A sign-in is answered from its record as long as it lives, also when its account was removed since: without the
    /// grant it is over (`stateInvalid`), and nothing comes back.
    @discardableResult
    package func adopt(_ signedIn: SignedIn) async throws(MailError) -> Account {
        try await settle(signedIn).1
    }

    /// Like `adopt`, and tells whether the result, whichever of the two it is, was made by this sign-in.
    package func settle(_ signedIn: SignedIn) async throws(MailError) -> (SignedIn, Account) {
        await takeTurn(signedIn.account)
        defer { endTurn(signedIn.account) }
        guard let grant = try await keeper.grantStatus(of: signedIn.account) else { throw .credential(.stateInvalid) }
        let own = try await adoptOwn(signedIn)
        guard let mailbox = signedIn.mailbox else { return (signedIn, own) }
        let account = try await adopt(mailbox, lentBy: own, signedInAt: grant.signedInAt)
        var outcome = signedIn
        if account.id != own.id { outcome.isNew = account.createdAt >= grant.signedInAt }
        return (outcome, account)
    }

    private func adoptOwn(_ signedIn: SignedIn) async throws(MailError) -> Account {
        let known = try await store.account(signedIn.account)
        let account =
            if let known { known.authorised(by: signedIn) } else { try Account(signedIn, createdAt: clock.now()) }
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
        if own.isCalled(mailbox.description) { return own }
        guard own.identity?.isPersonal != true else {
            throw .invalid(field: "mailbox", reason: "personal accounts have no shared mailboxes")
        }
        let wanted = try MailboxSettings(mailbox: mailbox)
            .account(makeID(), borrowingFrom: own, createdAt: clock.now())
        if let known = try await borrowers(of: own.id).first(where: { $0.isCalled(mailbox.description) }) {
            return known
        }
        if let gone = returned[own.id]?[mailbox.description.lowercased()], gone > signedInAt {
            throw .credential(.stateInvalid)
        }
        try await store.save(wanted)
        added(wanted, isVerified: false)
        return wanted
    }

    /// Remembers that a borrowed mailbox was removed, for as long as a sign-in's record may bring it back.
    func noteReturn(of account: Account) {
        guard case .borrowed(let lender) = account.authentication else { return }
        let now = clock.now()
        var known = (returned[lender] ?? [:]).filter { $0.value.duration(to: now) < Self.longestRecord }
        for name in [account.username, account.address] { known[name.lowercased()] = now }
        returned[lender] = known
    }
    private static let longestRecord: Duration = .seconds(86_400)

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
    /// Of the resources whose tokens the provider has answered for; nil where it has for none.
    fileprivate var missingScopes: [String]? {
        let answered = resources.filter { $0.lastSuccessAt != nil || !$0.grantedScopes.isEmpty }
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

    /// Whether its mailbox is known by this name.
    fileprivate func isCalled(_ name: String) -> Bool {
        [username, address, graph?.user, identity?.username, identity?.email].contains {
            $0?.lowercased() == name.lowercased()
        }
    }
}
