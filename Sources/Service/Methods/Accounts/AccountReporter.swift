internal import API
package import Broker
internal import Domain
internal import JSONRPC
package import Mail

/// Puts together what is known about an account: its settings, its grant, and how it fared.
package struct AccountReporter: Sendable {
    let directory: AccountDirectory
    let backends: Backends
    let broker: any CredentialBroker

    package init(directory: AccountDirectory, backends: Backends, broker: any CredentialBroker) {
        self.directory = directory
        self.backends = backends
        self.broker = broker
    }

    func info(on account: Account) async throws(RPCError) -> AccountInfo {
        var info = AccountInfo(
            id: account.id, name: account.name, address: account.address, username: account.username,
            authentication: .password, identity: account.identity, imap: account.imap, smtp: account.smtp,
            graph: account.graph.map { GraphAddress(root: $0.root, user: $0.user) }, sentCopy: account.sentCopy,
            roleOverrides: account.roleOverrides.isEmpty ? nil : RoleOverrides(account.roleOverrides),
            capabilities: capabilities(of: account), state: try await state(of: account), createdAt: account.createdAt)
        // Of whom nobody chose, a borrower would learn his lender's name.
        if account.isSMTPUsernameChosen == true { info.smtpUsername = account.smtpUsername }
        switch account.authentication {
        case .password: break
        case .grant(let app): (info.authentication, info.app) = (.oauth, app)
        case .borrowed(let lender): (info.authentication, info.grantOf) = (.borrowed, lender)
        case .application(let app, let tenant):
            (info.authentication, info.app, info.tenant) = (.application, app, tenant)
        case .external(let source): (info.authentication, info.tokenSource) = (.external, source.rawValue)
        }
        return info
    }

    /// Facts alone; nobody is contacted.
    func state(of account: Account) async throws(RPCError) -> AccountState {
        let grant = try await grant(of: account)
        let activity = directory.activity(of: account.id)
        let failure = Self.failure(of: account, grant, activity)
        return AccountState(
            state: Self.readiness(of: account, activity, grant, failure?.error), lastSuccessAt: activity.lastSuccessAt,
            lastFailure: failure.map { AccountFailure(at: $0.at, $0.error) },
            nextAttemptAt: activity.isBackingOff ? activity.nextAttemptAt : nil, grantedScopes: grant?.grantedScopes,
            signedInAt: grant?.signedInAt, refreshedAt: grant?.refreshedAt,
            resources: try await resources(of: account, grant).map { $0.map { ResourceState($0) } })
    }

    /// Nil where the account is opened by no token of an app.
    private func resources(
        of account: Account, _ grant: GrantStatus?
    ) async throws(RPCError) -> [ResourceStatus]? {
        guard case .application(let app, let tenant) = account.authentication else { return grant?.resources }
        do throws(BrokerError) {
            return try await broker.resources(of: app, in: tenant)
        } catch {
            throw RPCError(error)
        }
    }

    /// The account's own grant or the one that it borrows. While the vault is sealed nothing is known of one; the rest can
    /// still be told.
    private func grant(of account: Account) async throws(RPCError) -> GrantStatus? {
        guard let holder = account.credentialHolder else { return nil }
        do throws(BrokerError) {
            return try await broker.grantStatus(of: holder)
        } catch .vaultSealed {
            return nil
        } catch {
            throw RPCError(error)
        }
    }

    /// The grant's failure counts first: without a credential no server is reached. One that passes has passed when
    /// something went well since.
    private static func failure(
        of account: Account, _ grant: GrantStatus?, _ activity: AccountActivity
    ) -> AccountActivity.Failure? {
        guard let failure = grant?.failure(ofWhat: { account.uses($0) }) else {
            return activity.failure.flatMap { $0.isMended(by: grant) ? nil : $0 }
        }
        if failure.error.passes, let success = activity.lastSuccessAt, success >= failure.at { return activity.failure }
        return AccountActivity.Failure(at: failure.at, error: .credential(failure.error))
    }

    private static func readiness(
        of account: Account, _ activity: AccountActivity, _ grant: GrantStatus?, _ error: MailError?
    ) -> AccountReadiness {
        if activity.lacksCredential { return .signInRequired }
        guard let error else {
            if account.lacksWayByConsent { return .consentRequired }
            // A grant that works proves nothing of another's mailbox.
            let isProven = account.credentialHolder == account.id && grant?.refreshedAt != nil
            return activity.lastSuccessAt != nil || isProven ? .ready : .unknown
        }
        if error.passes, activity.nextAttemptAt != nil { return .backoff }
        switch ErrorKind(rawValue: RPCError(error).kind) {
        case .signInRequired: return .signInRequired
        case .consentRequired: return .consentRequired
        case .appMisconfigured: return .appMisconfigured
        default: return .error
        }
    }

    private func capabilities(of account: Account) -> AccountCapabilities {
        let backend = backends.backend(for: account)
        let ways = backend.waysOut.map { way in
            SendingWay(
                by: way.service.rawValue, envelope: way.form.takesEnvelope,
                judgesRecipients: way.form.judgesRecipients,
                maxMessageBytes: way.form.maximumWholeBytes, maxAttachmentBytes: way.form.maximumSeparateBytes)
        }
        guard let reading = backend.capabilities else { return AccountCapabilities(backend: "none", sending: ways) }
        return AccountCapabilities(
            backend: reading.backend.rawValue, order: reading.order.rawValue, keywords: reading.keywords,
            stableIds: reading.stableIDs, hiddenMailboxes: reading.hiddenMailboxes,
            slashInNames: reading.slashInNames, steadyPages: reading.steadyPages, threadIds: reading.threadIDs,
            linkedAttachments: reading.linkedAttachments, ownHeaders: reading.ownHeaders,
            plainText: reading.plainText.rawValue,
            source: reading.source.rawValue, sending: ways)
    }
}

extension AccountActivity.Failure {
    /// Whether the provider gave a token since, where that was what was wrong.
    fileprivate func isMended(by grant: GrantStatus?) -> Bool {
        guard case .credential = error, let success = grant?.refreshedAt else { return false }
        return success > at
    }
}

extension GrantStatus {
    /// The last failure of what the account uses; one that is of no single resource concerns everybody.
    fileprivate func failure(ofWhat isUsed: (Resource) -> Bool) -> Failure? {
        guard let failure, resources.contains(where: { $0.failure == failure }) else { return failure }
        return resources.filter { isUsed($0.resource) }.compactMap(\.failure).max { $0.at < $1.at }
    }
}

extension Account {
    fileprivate func uses(_ resource: Resource) -> Bool {
        switch resource {
        case .mail: readsByIMAP || sendsBySMTP
        case .graph: sendsOnGraph || !readsByIMAP && readsByGraph
        }
    }

    /// Whether it cannot read, or cannot send, for want of what the user was asked for and did not grant.
    fileprivate var lacksWayByConsent: Bool {
        guard missingScopes?.isEmpty == false else { return false }
        let reads = readsByIMAP || readsByGraph
        let sends = sendsBySMTP || sendsOnGraph
        return !reads || !sends && scopeToSendBy != nil
    }
}
