package import Domain
package import Logging
package import Mail
package import Transport

/// SMTP submission for one account: one connection at a time, kept a little while for the next message.
///
/// Exchange allows three at once and thirty messages a minute (reference: microsoft.md, section B6), so that more would
/// gain nothing.
package actor SMTPSubmission: Submission {
    private let account: AccountID
    private let server: ServerAddress
    private let username: String
    private let authentication: Account.Authentication
    private let connector: any StreamConnector
    private let credentials: any CredentialSource
    private let settings: SMTPSettings
    private let logger: Logger
    /// One at a time, in order of arrival.
    private let gate = AccountGate(running: 1)
    private var parked: SMTPConnection?
    private var reaper: Task<Void, Never>?

    /// `username` is what SASL calls the user.
    package init(
        account: AccountID, server: ServerAddress, username: String,
        openedBy authentication: Account.Authentication = .password, connector: any StreamConnector,
        credentials: any CredentialSource, settings: SMTPSettings = SMTPSettings(), logger: Logger
    ) {
        self.account = account
        self.server = server
        self.username = username
        self.authentication = authentication
        self.connector = connector
        self.credentials = credentials
        self.settings = settings
        self.logger = logger
    }

    package nonisolated var service: MailServiceKind { .smtp }
    package nonisolated var form: SubmissionForm { SubmissionForm() }

    package func submit(
        _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        let outgoing = try OutgoingMessage(message.bytes)
        return try await gate.run(until: deadline) { () throws(MailError) in
            try await submitInTurn(outgoing, under: message.envelope, until: deadline) { () throws(MailError) in
                try await handover(nil)
            }
        }
    }

    /// SMTP leaves no evidence.
    package func wasTaken(_ evidence: String, until deadline: Deadline) async throws(MailError) -> Bool { false }

    private func submitInTurn(
        _ outgoing: OutgoingMessage, under envelope: Envelope, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        if let connection = takeParked() {
            do throws(MailError) {
                return try await submit(
                    outgoing, under: envelope, over: connection, until: deadline, handover: handover)
            } catch {
                guard await connection.diedBeforeMail else { throw error }
                logger.debug("the kept SMTP connection had died", metadata: ["account": "\(account)"])
            }
        }
        let connection = try await open(until: deadline)
        return try await submit(outgoing, under: envelope, over: connection, until: deadline, handover: handover)
    }

    package func verify(until deadline: Deadline) async throws(MailError) {
        try await gate.run(until: deadline) { () throws(MailError) in
            await (try open(until: deadline)).quit()
        }
    }

    package func close() async { await takeParked()?.quit() }

    private func submit(
        _ message: OutgoingMessage, under envelope: Envelope, over connection: SMTPConnection, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        do throws(MailError) {
            let receipt = try await connection.submit(message, under: envelope, until: deadline, handover: handover)
            await park(connection)
            return receipt
        } catch {
            logger.debug("SMTP submission failed", metadata: ["account": "\(account)", "why": "\(error.word)"])
            await park(connection)
            throw error
        }
    }

    // MARK: - Connections

    /// A connection that is signed in. A refused access token is replaced once.
    private func open(until deadline: Deadline) async throws(MailError) -> SMTPConnection {
        let credential = try await credentials.credential(for: account, CredentialDemand(.smtp))
        let limit = min(deadline, .after(settings.connectTime))
        let (connection, refusal) = try await connect(with: credential, until: limit)
        guard let refusal else { return connection }
        let (error, newTokenMayHelp) = SMTPRefusal.ofSignIn(refusal)
        guard newTokenMayHelp, case .bearer = credential else { throw error }
        let fresh = try await credentials.credential(for: account, CredentialDemand(.smtp, rejecting: credential))
        guard fresh != credential else { throw error }
        let (second, secondRefusal) = try await connect(with: fresh, until: min(deadline, .after(settings.connectTime)))
        guard let secondRefusal else { return second }
        throw told(SMTPRefusal.ofSignIn(secondRefusal).error)
    }

    /// Where another's sign-in, or an app, sends, a new token that is refused as well tells of the rights to this mailbox.
    private func told(_ error: MailError) -> MailError {
        switch (error, authentication) {
        case (.authenticationFailed, .borrowed), (.authenticationFailed, .application):
            .accessDenied(by: .smtp, openedBy: authentication)
        default: error
        }
    }

    /// A refused connection is closed: servers differ in what they allow after a refusal.
    private func connect(
        with credential: MailCredential, until deadline: Deadline
    ) async throws(MailError) -> (SMTPConnection, refusal: SMTPReply?) {
        let stream: any ByteStream
        do throws(TransportError) {
            stream = try await connector.connect(to: server, speaking: .smtp, until: deadline)
        } catch {
            throw MailError(error)
        }
        let connection = SMTPConnection(stream, settings: settings)
        do throws(MailError) {
            switch try await connection.signIn(username, credential, at: server, until: deadline) {
            case .signedIn: return (connection, nil)
            case .refused(let reply):
                await connection.quit()
                return (connection, reply)
            }
        } catch {
            await connection.abandon()
            throw error
        }
    }

    private func takeParked() -> SMTPConnection? {
        reaper?.cancel()
        reaper = nil
        defer { parked = nil }
        return parked
    }

    private func park(_ connection: SMTPConnection) async {
        guard await connection.isUsable else { return await connection.abandon() }
        parked = connection
        let idleTime = settings.idleTime
        reaper = Task { [weak self] in  // nobody waits for it: it ends the connection when nothing else does
            guard (try? await Task.sleep(for: idleTime)) != nil else { return }
            await self?.reap(connection)
        }
    }

    private func reap(_ connection: SMTPConnection) async {
        guard parked === connection else { return }
        await takeParked()?.quit()
    }
}

extension MailError {
    /// The case alone, for a log that must not hold what a server said.
    fileprivate var word: String { String("\(self)".prefix { $0 != "(" }) }
}
