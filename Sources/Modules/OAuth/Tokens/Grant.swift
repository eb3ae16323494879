package import Broker
package import Domain

/// What a user's sign-in gave us, as it is sealed. It carries enough to make the account's row again.
///
/// It is bound to the app's generation, to the client id and to the issuer: under others it is void. It is never
/// deleted because of an error.
package struct Grant: Codable, Hashable, Sendable {
    /// Which sign-in sealed it, so that the same redirect brought again after a crash finds it.
    package struct Origin: Codable, Hashable, Sendable {
        package var signIn: String
        package var code: String
        package var isNew: Bool
        /// The mailbox of others that was to be opened, whose account follows.
        package var mailbox: EmailAddress?
    }
    package var account: AccountID
    package var app: AppID
    package var generation: Int
    package var clientId: String
    package var issuer: IssuerRule
    package var identity: Identity
    package var refreshToken: Credential
    package var grantedScopes: [String]
    /// What was asked for and not granted, as far as an answer told; nil in grants from before anybody kept it.
    package var missingScopes: [String]?
    /// Whether a sign-in was for a mailbox of others, so that what it takes is asked for; nil in grants from before anybody
    /// kept it.
    package var opensOthers: Bool?
    /// How the tokens of each resource fared; nil in grants from before anybody kept it.
    package var records: [ResourceRecord]?
    package var servers: MailServers
    package var signedInAt: Timestamp
    package var refreshedAt: Timestamp?
    package var failure: GrantStatus.Failure?
    package var origin: Origin
    /// The claims that the provider wants at the next sign-in, as JSON text.
    package var wantedClaims: String?

    package var status: GrantStatus {
        GrantStatus(
            app: app, identity: identity, grantedScopes: grantedScopes, signedInAt: signedInAt,
            refreshedAt: refreshedAt, failure: failure)
    }

    package func signedIn(isNew: Bool, context: String?) -> SignedIn {
        SignedIn(
            account: account, isNew: isNew, app: app, identity: identity, grantedScopes: grantedScopes,
            missingScopes: missingScopes ?? [], mailbox: origin.mailbox, servers: servers, context: context,
            signedInAt: signedInAt)
    }

    /// Whether the app is still the one that the user agreed to.
    func isBound(to registered: RegisteredApp, issuer: IssuerRule) -> Bool {
        app == registered.app.id && generation == registered.generation && clientId == registered.app.clientId
            && self.issuer == issuer
    }

    /// Notes what an answer says of the scopes that were asked for. One that names none granted them all (RFC 6749,
    /// section 5.1). OpenID's own are echoed as the provider likes, so that nothing follows from their absence.
    mutating func note(_ answered: [String]?, of asked: [String]) {
        let missing = answered.map { ScopeEcho.missing(of: asked, in: $0) } ?? []
        let settled = Set((asked + (answered ?? [])).map(ScopeEcho.name))
        missingScopes = (missingScopes ?? []).filter { !settled.contains(ScopeEcho.name($0)) }
        noteMissing(missing)
        note(answered ?? asked)
    }

    /// Notes what was asked for and refused.
    mutating func noteMissing(_ scopes: [String]) {
        let refused = ScopeEcho.names(scopes)
        missingScopes = (missingScopes ?? []).filter { !refused.contains(ScopeEcho.name($0)) } + scopes
        grantedScopes.removeAll { refused.contains(ScopeEcho.name($0)) }
    }

    /// Adds what an answer says was granted, in place of the same permission in another spelling: the provider writes
    /// the resource, the order and the case as it likes, so that only the last segment counts (reference sheet §A4).
    mutating func note(_ scopes: [String]) {
        let fresh = Set(scopes.map(ScopeEcho.name))
        grantedScopes = grantedScopes.filter { !fresh.contains(ScopeEcho.name($0)) } + scopes
    }
    // MARK: The mailboxes of others

    /// What was once agreed to for them: a sign-in that asks for less takes nothing of it back.
    func grantedShared(under plan: ScopePlan) -> [String] {
        let granted = ScopeEcho.names(grantedScopes)
        return plan.shared.filter { granted.contains(ScopeEcho.name($0)) }
    }

    /// What is asked for them: also what nobody has answered for yet, where a sign-in was for such a mailbox.
    func wantedShared(under plan: ScopePlan) -> [String] {
        guard opensOthers == true else { return grantedShared(under: plan) }
        let missing = ScopeEcho.names(missingScopes ?? [])
        return plan.shared.filter { !missing.contains(ScopeEcho.name($0)) }
    }
}
