package import Domain
package import Logging
package import Mail
package import Transport

/// One account's mailboxes over IMAP.
package final class IMAPMailbox: MailboxClient {
    let account: Account
    let pool: ConnectionPool
    let directory = MailboxDirectory()

    /// `server` is the account's IMAP server. No contact is made.
    package init(
        account: Account, server: ServerAddress, connector: any StreamConnector, credentials: any CredentialSource,
        settings: IMAPSettings = IMAPSettings(), logger: Logger = Logger(label: "imap")
    ) {
        self.account = account
        self.pool = ConnectionPool(
            account: account, server: server, connector: connector, credentials: credentials, settings: settings,
            logger: logger)
    }

    package var service: MailServiceKind { .imap }

    /// Exchange has no keywords over IMAP, and makes messages anew from its own store there, too (reference sheet, sections
    /// B3 and B4).
    package var capabilities: BackendCapabilities {
        BackendCapabilities(
            backend: .imap, order: .uidDescending, keywords: !account.isAtExchange, stableIDs: false,
            hiddenMailboxes: false,
            slashInNames: false, steadyPages: true, threadIDs: false, linkedAttachments: false, ownHeaders: true,
            plainText: .part, source: account.isAtExchange ? .rendered : .stored)
    }

    package func verify(until deadline: Deadline) async throws(MailError) {
        let connection = try await pool.open(until: deadline)
        let outcome = try await connection.run(IMAPCommand("LIST \"\" \"INBOX\""), until: deadline)
        await connection.logOut()
        do throws(MailError) { _ = try outcome.accepted() } catch { throw error.told(of: account) }
    }

    package func close() async { await pool.close() }

    /// Lends a connection together with the mailbox's name as the server writes it.
    ///
    /// A name that cannot be written back for sure (the server had it raw) is looked up once, when the server does not
    /// know it as we write it.
    func withMailbox<Result: Sendable>(
        _ path: String, until deadline: Deadline, repeating: Repetition = .allowed,
        _ body: @Sendable (IMAPConnection, [UInt8]) async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        let name = try await directory.serverName(of: path)
        do throws(MailError) {
            return try await pool.withConnection(lookingAt: name, until: deadline, repeating: repeating) {
                (connection) throws(MailError) in try await body(connection, name)
            }
        } catch .notFound(what: "mailbox", nil) where MailboxDirectory.isAmbiguous(path) && repeating.isAllowed {
            _ = try await catalog(until: deadline)
            let listed = try await directory.serverName(of: path)
            guard listed != name else { throw .notFound(what: "mailbox") }
            return try await pool.withConnection(lookingAt: listed, until: deadline, repeating: repeating) {
                (connection) throws(MailError) in try await body(connection, listed)
            }
        }
    }

    /// The mailbox, UIDVALIDITY and UID of a reference of ours.
    func place(of reference: MessageReference) throws(MailError) -> (mailbox: String, uidValidity: UInt32, uid: UInt32)
    {
        guard reference.account == account.id else { throw .notFound(what: "message") }
        switch reference.place {
        case .imap(let mailbox, let uidValidity, let uid): return (mailbox, uidValidity, uid)
        case .graph: throw .notFound(what: "message", .movedOrDeleted)
        }
    }
}
