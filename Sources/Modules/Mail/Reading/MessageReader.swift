internal import Broker
package import Domain

/// Reads mail: finds the account, waits for its turn, asks the backend, and hands large content out in windows.
package actor MessageReader {
    private let accounts: any AccountStore
    private let backends: Backends
    private let activities: ActivityLog
    let spool: any ContentSpool
    private let keys: DataKeys
    var downloads: [Download.Key: Download] = [:]

    /// The most messages on one page (interface.md, section 3).
    package static let maximumLimit = 1_000

    package init(
        accounts: any AccountStore, backends: Backends, activities: ActivityLog, spool: any ContentSpool,
        keys: DataKeys
    ) {
        self.accounts = accounts
        self.backends = backends
        self.activities = activities
        self.spool = spool
        self.keys = keys
    }

    package func mailboxes(
        of account: AccountID, _ listing: MailboxListing, until deadline: Deadline
    ) async throws(MailError) -> [Mailbox] {
        try await reading(account, until: deadline) { client throws(MailError) in
            try await client.mailboxes(listing, until: deadline)
        }
    }

    package func list(_ request: ListRequest, until deadline: Deadline) async throws(MailError) -> MessageList {
        guard MailText.isMailbox(request.mailbox) else {
            throw .invalid(field: "mailbox", reason: "empty, too long or unprintable")
        }
        guard (1...Self.maximumLimit).contains(request.limit) else {
            throw .invalid(field: "limit", reason: "not 1 to \(Self.maximumLimit)")
        }
        var listing = MessageListing(
            mailbox: request.mailbox, limit: request.limit, filter: request.filter,
            includesPreview: request.includesPreview, includesTotal: request.includesTotal, fields: request.fields)
        _ = try await account(request.account)
        let cursors = PageCursor(key: try await keys.key(for: .cursor))
        if let cursor = request.cursor {
            listing.position = try cursors.position(in: cursor, of: request.account, listing)
        }
        let asked = listing
        let page = try await reading(request.account, until: deadline) { client throws(MailError) in
            try await client.messages(asked, until: deadline)
        }
        let next = page.next.map { cursors.text(for: $0, of: request.account, listing) }
        return MessageList(messages: page.messages, nextCursor: next, total: page.total)
    }

    package func message(
        _ id: MessageID, of account: AccountID, _ reading: MessageReading, until deadline: Deadline
    ) async throws(MailError) -> Message {
        let reference = try MessageReference(id, of: account)
        return try await self.reading(account, until: deadline) { client throws(MailError) in
            try await client.message(reference, reading, until: deadline)
        }
    }

    /// The whole message, byte for byte as the server gives it, in windows.
    package func source(
        of id: MessageID, of account: AccountID, _ window: WindowRequest, until deadline: Deadline
    ) async throws(MailError) -> ContentWindow {
        let reference = try MessageReference(id, of: account)
        let key = Download.Key(reference: reference, attachment: nil)
        return try await self.window(window, of: key, until: deadline) { client, sink, deadline throws(MailError) in
            try await client.source(of: reference, into: sink, until: deadline)
        }
    }

    /// One attachment, its transfer encoding undone, in windows.
    package func attachment(
        _ attachment: String, of id: MessageID, of account: AccountID, _ window: WindowRequest,
        until deadline: Deadline
    ) async throws(MailError) -> ContentWindow {
        let reference = try MessageReference(id, of: account)
        guard MailText.isMailbox(attachment) else { throw .notFound(what: "attachment") }
        let key = Download.Key(reference: reference, attachment: attachment)
        return try await self.window(window, of: key, until: deadline) { client, sink, deadline throws(MailError) in
            try await client.attachment(attachment, of: reference, into: sink, until: deadline)
        }
    }

    func account(_ id: AccountID) async throws(MailError) -> Account {
        guard let account = try await accounts.account(id) else { throw .notFound(what: "account") }
        return account
    }

    private func backend(of account: AccountID) async throws(MailError) -> Backend {
        backends.backend(for: try await self.account(account))
    }

    func reading<Result: Sendable>(
        _ account: AccountID, until deadline: Deadline,
        _ body: @Sendable (any MailboxClient) async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        let backend = try await backend(of: account)
        let client = try backend.mailbox()
        return try await activities.noting(account) { () throws(MailError) in
            try await backend.reads.run(until: deadline) { () throws(MailError) in try await body(client) }
        }
    }
}
