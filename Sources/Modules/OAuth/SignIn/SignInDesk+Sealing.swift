internal import Broker
internal import Domain
internal import Logging

extension SignInDesk {
    /// Finds or makes the account and keeps its grant, durably.
    func seal(_ sealing: Sealing, _ signIn: SignIn) async throws(BrokerError) -> SignedIn {
        let turnstile = turnstile(of: signIn.app)
        await turnstile.enter()
        defer { turnstile.leave() }
        // The app may have been changed or removed while the provider thought.
        guard try await tools.apps.app(signIn.app)?.generation == sealing.app.generation else { throw .stateInvalid }
        let known = try await tools.grants.grants()
        // Read by itself: nobody takes over what cannot be read.
        let current: Grant? =
            if let account = signIn.account { try await tools.grants.grant(of: account) } else { nil }
        let (account, previous) = try place(sealing, signIn, current, among: known)
        let isNew = previous == nil && signIn.account == nil
        let before = bound(previous, sealing)
        var grant = Grant(
            account: account, app: sealing.app.app.id, generation: sealing.app.generation,
            clientId: sealing.app.app.clientId, issuer: sealing.terms.provider.issuer, identity: sealing.identity,
            refreshToken: try refreshToken(of: sealing, previous),
            grantedScopes: before?.grantedShared(under: sealing.terms.plan) ?? [],
            opensOthers: signIn.mailbox != nil || before?.opensOthers == true,
            servers: try tools.directory.servers(of: sealing.app), signedInAt: tools.clock.now(),
            origin: Grant.Origin(signIn: sealing.key, code: sealing.code, isNew: isNew, mailbox: signIn.mailbox))
        grant.note(sealing.answer.scopes, of: sealing.terms.plan.requested(for: sealing.terms.resource))
        let token = CachedToken(
            sealing.answer, for: sealing.terms.resource, claims: nil, at: tools.clock.now(),
            jitter: tools.randomness.fraction())
        // One that does not open the mailboxes of others, though its user once agreed to that, would be refused there.
        let opened = before?.wantedShared(under: sealing.terms.plan) ?? []
        try await tools.tokens.replace(grant, with: sealing.opens(opened) ? token : nil)
        tools.log.notice(isNew ? "signed in" : "signed in anew", metadata: ["account": "\(account)"])
        return grant.signedIn(isNew: isNew, signIn)
    }

    /// An account is app, tenant and subject (design.md, "A sign-in"). Whoever was named must be who signed in.
    private func place(
        _ sealing: Sealing, _ signIn: SignIn, _ current: Grant?, among known: [Grant]
    ) throws(BrokerError) -> (AccountID, Grant?) {
        let same = known.first { $0.app == sealing.app.app.id && $0.identity.isSamePerson(as: sealing.identity) }
        guard let wanted = signIn.account else {
            // Where the provider does not tell who signed in, anybody could put a grant of his own in place of another's.
            guard same == nil || sealing.terms.provider.identity != .expectedEmail else {
                throw .conflict("this user has an account here already: name it as account when the sign-in begins")
            }
            var generator = RandomnessGenerator(source: tools.randomness)
            return (same?.account ?? .random(using: &generator), same)
        }
        if let current, !current.identity.isSamePerson(as: sealing.identity) {
            throw .wrongIdentity("the account belongs to somebody else than the one who signed in")
        }
        if let same, same.account != wanted {
            throw .wrongIdentity("the one who signed in has another account here")
        }
        return (wanted, current)
    }

    private func refreshToken(of sealing: Sealing, _ previous: Grant?) throws(BrokerError) -> Credential {
        if let token = sealing.answer.refreshToken { return token }
        // Some providers give one at the first consent only; the old one then goes on.
        if let bound = bound(previous, sealing) { return bound.refreshToken }
        throw .appMisconfigured(
            sealing.app.app.id,
            hint: "the provider gave no refresh token: the scope offline_access has to be asked for and allowed", nil)
    }

    /// The grant of before, unless the app or the provider is another by now.
    private func bound(_ previous: Grant?, _ sealing: Sealing) -> Grant? {
        guard let previous, previous.isBound(to: sealing.app, issuer: sealing.terms.provider.issuer) else { return nil }
        return previous
    }
}

extension Identity {
    /// Names and addresses change; these two do not.
    func isSamePerson(as other: Identity) -> Bool { tenant == other.tenant && subject == other.subject }
}

extension Grant {
    /// How the sign-in that gave it ended.
    func signedIn(isNew: Bool, _ signIn: SignIn) -> SignedIn {
        signedIn(isNew: isNew, context: signIn.context)
    }
}
