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
        let (authentication, app): (AccountAuthentication, AppID?) =
            switch account.authentication {
            case .password: (.password, nil)
            case .grant(let app): (.oauth, app)
            case .borrowed: (.borrowed, nil)
            case .application(let app): (.application, app)
            }
        return AccountInfo(
            id: account.id, name: account.name, address: account.address, username: account.username,
            authentication: authentication, app: app, identity: account.identity, imap: account.imap,
            smtp: account.smtp,
            sentCopy: account.sentCopy,
            roleOverrides: account.roleOverrides.isEmpty ? nil : RoleOverrides(account.roleOverrides),
            capabilities: capabilities(of: account), state: try await state(of: account), createdAt: account.createdAt)
    }

    /// Facts alone; nobody is contacted.
    func state(of account: Account) async throws(RPCError) -> AccountState {
        let grant = try await grant(of: account)
        let activity = directory.activity(of: account.id)
        let failure = Self.failure(grant, activity)
        return AccountState(
            state: Self.readiness(activity, grant, failure), lastSuccessAt: activity.lastSuccessAt,
            lastFailure: failure,
            grantedScopes: grant?.grantedScopes, signedInAt: grant?.signedInAt, refreshedAt: grant?.refreshedAt)
    }

    /// While the vault is sealed nothing is known of a grant; the rest can still be told.
    private func grant(of account: Account) async throws(RPCError) -> GrantStatus? {
        do throws(BrokerError) {
            return try await broker.grantStatus(of: account.id)
        } catch .vaultSealed {
            return nil
        } catch {
            throw RPCError(error)
        }
    }

    /// The grant's failure counts first: without a credential no server is reached.
    private static func failure(_ grant: GrantStatus?, _ activity: AccountActivity) -> AccountFailure? {
        if let failure = grant?.failure {
            let error = RPCError(failure.error)
            return AccountFailure(at: failure.at, kind: error.kind, message: error.message)
        }
        return activity.failure.map { failure in
            let error = RPCError(failure.error)
            return AccountFailure(at: failure.at, kind: error.kind, message: error.message)
        }
    }

    private static func readiness(
        _ activity: AccountActivity, _ grant: GrantStatus?, _ failure: AccountFailure?
    ) -> AccountReadiness {
        if activity.lacksCredential { return .signInRequired }
        switch failure?.kind {
        case ErrorKind.signInRequired.rawValue, ErrorKind.consentRequired.rawValue: return .signInRequired
        case ErrorKind.appMisconfigured.rawValue: return .appMisconfigured
        case .some: return .error
        case nil: return activity.lastSuccessAt != nil || grant?.refreshedAt != nil ? .ready : .unknown
        }
    }

    private func capabilities(of account: Account) -> AccountCapabilities {
        let backend = backends.backend(for: account)
        let ways = backend.waysOut.map { way in
            SendingWay(
                by: way.service.rawValue, envelope: way.form.takesEnvelope,
                maxMessageBytes: way.form.maximumWholeBytes, maxAttachmentBytes: way.form.maximumSeparateBytes)
        }
        guard let reading = backend.capabilities else { return AccountCapabilities(backend: "none", sending: ways) }
        return AccountCapabilities(
            backend: reading.backend.rawValue, order: reading.order.rawValue, keywords: reading.keywords,
            stableIds: reading.stableIDs, hiddenMailboxes: reading.hiddenMailboxes,
            plainText: reading.plainText.rawValue, source: reading.source.rawValue, sending: ways)
    }
}
