internal import Domain
internal import Logging
internal import Mail
internal import Transport

/// The connections of one account: opened when needed, kept for a while, each lent to one caller at a time.
actor ConnectionPool {
    private struct Idle {
        var connection: IMAPConnection
        /// What it looks at, as the server writes it.
        var mailbox: [UInt8]?
        var since: ContinuousClock.Instant
    }
    private let account: Account
    private let server: ServerAddress
    private let connector: any StreamConnector
    private let credentials: any CredentialSource
    private let settings: IMAPSettings
    private let logger: Logger
    private let gate: AccountGate
    private var idle: [Idle] = []
    private var isReaping = false
    /// Until when the server asked to be left alone.
    private var quietUntil: Deadline?

    init(
        account: Account, server: ServerAddress, connector: any StreamConnector, credentials: any CredentialSource,
        settings: IMAPSettings, logger: Logger
    ) {
        self.account = account
        self.server = server
        self.connector = connector
        self.credentials = credentials
        self.settings = settings
        self.logger = logger
        self.gate = AccountGate(running: settings.maximumConnections, waiting: settings.maximumWaiting)
    }

    /// Lends a connection to `body`, one that looks at `mailbox` already if there is one.
    ///
    /// A kept connection that turns out to be dead is replaced once, when `repeating` allows `body` to run again.
    func withConnection<Result: Sendable>(
        lookingAt mailbox: [UInt8]? = nil, until deadline: Deadline, repeating: Repetition = .allowed,
        _ body: @Sendable (IMAPConnection) async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        do throws(MailError) {
            return try await gate.run(until: deadline) { () throws(MailError) in
                try await self.attempt(lookingAt: mailbox, until: deadline, repeating: repeating, body).get()
            }
        } catch {
            noticeRefusal(error)
            throw error
        }
    }

    private func attempt<Value: Sendable>(
        lookingAt mailbox: [UInt8]?, until deadline: Deadline, repeating: Repetition,
        _ body: @Sendable (IMAPConnection) async throws(MailError) -> Value
    ) async -> Result<Value, MailError> {
        if let kept = takeIdle(lookingAt: mailbox) {
            let result = await use(kept, body)
            guard case .failure = result, await kept.wasStale, repeating.isAllowed else { return result }
            logger.debug("a kept IMAP connection was dead", metadata: ["account": "\(account.id)"])
            logOutAside(takeIdle(unusedSince: .now))  // the others are of the same age
        }
        do throws(MailError) {
            return await use(try await open(until: deadline), body)
        } catch {
            return .failure(error)
        }
    }

    private func use<Value: Sendable>(
        _ connection: IMAPConnection, _ body: @Sendable (IMAPConnection) async throws(MailError) -> Value
    ) async -> Result<Value, MailError> {
        do throws(MailError) {
            let value = try await body(connection)
            await keep(connection)
            return .success(value)
        } catch {
            if error.isNotConnected { logOutAside([connection]) } else { await keep(connection) }
            return .failure(error.told(of: account))
        }
    }

    /// Opens a connection and signs in. A token that the server refuses is renewed once.
    func open(until deadline: Deadline) async throws(MailError) -> IMAPConnection {
        if let quietUntil, !quietUntil.hasPassed {
            throw .rateLimited(
                "the server asked to be left alone", retryAfterMs: Int(quietUntil.remaining / .milliseconds(1)))
        }
        let credential = try await credentials.credential(for: account.id, CredentialDemand(.imap))
        do throws(MailError) {
            return try await connect(with: credential, until: deadline)
        } catch .authenticationFailed where credential.isBearer {
            logger.debug("the IMAP server refused a token", metadata: ["account": "\(account.id)"])
            let renewed = try await credentials.credential(
                for: account.id, CredentialDemand(.imap, rejecting: credential))
            return try await connectAgain(with: renewed, until: deadline)
        }
    }

    /// Where the sign-in is not the mailbox's own, a new token that is refused as well tells of the rights to this mailbox.
    private func connectAgain(
        with renewed: MailCredential, until deadline: Deadline
    ) async throws(MailError) -> IMAPConnection {
        do throws(MailError) {
            return try await connect(with: renewed, until: deadline)
        } catch .authenticationFailed where account.credentialHolder != account.id {
            throw .accessDenied(by: .imap, openedBy: account.authentication)
        }
    }

    private func connect(
        with credential: MailCredential, until deadline: Deadline
    ) async throws(MailError) -> IMAPConnection {
        let stream: any ByteStream
        do throws(TransportError) {
            stream = try await connector.connect(to: server, speaking: .imap, until: deadline)
        } catch {
            throw MailError(error)
        }
        let connection = IMAPConnection(stream)
        do throws(MailError) {
            try await connection.signIn(as: account.username, with: credential, at: server, until: deadline)
        } catch {
            await connection.logOut()
            throw error.told(of: account)
        }
        logger.debug("signed in over IMAP", metadata: ["account": "\(account.id)"])
        return connection
    }

    /// A kept connection, no longer among the kept ones.
    private func takeIdle(lookingAt mailbox: [UInt8]?) -> IMAPConnection? {
        logOutAside(takeIdle(unusedSince: .now - settings.idleTime))
        let looking = mailbox.flatMap { name in idle.firstIndex { $0.mailbox == name } }
        guard let index = looking ?? idle.indices.last else { return nil }
        return idle.remove(at: index).connection
    }

    private func takeIdle(unusedSince instant: ContinuousClock.Instant) -> [IMAPConnection] {
        defer { idle.removeAll { $0.since < instant } }
        return idle.filter { $0.since < instant }.map(\.connection)
    }

    private func keep(_ connection: IMAPConnection) async {
        guard await connection.isOpen else { return }
        idle.append(Idle(connection: connection, mailbox: await connection.selected?.name, since: .now))
        reapLater()
    }

    private func noticeRefusal(_ error: MailError) {
        if case .rateLimited(_, let delay?, _) = error { quietUntil = .after(.milliseconds(delay)) }
    }

    /// Ends the kept connections.
    func close() async { await Self.logOut(takeIdle(unusedSince: .now)) }

    private static func logOut(_ connections: [IMAPConnection]) async {
        await withDiscardingTaskGroup { group in
            for connection in connections { group.addTask { await connection.logOut() } }
        }
    }

    private func logOutAside(_ connections: [IMAPConnection]) {
        guard !connections.isEmpty else { return }
        Task { await Self.logOut(connections) }  // outlives the caller, who has a deadline and gains nothing from it
    }

    /// Looks after idle connections from time to time, as long as there are any.
    private func reapLater() {
        guard !isReaping else { return }
        isReaping = true
        let time = settings.idleTime
        Task { [weak self] in  // outlives the caller: connections stay open after the call that opened them
            try? await Task.sleep(for: time)
            await self?.reap()
        }
    }

    private func reap() async {
        isReaping = false
        await Self.logOut(takeIdle(unusedSince: .now - settings.idleTime))
        if !idle.isEmpty { reapLater() }
    }
}
