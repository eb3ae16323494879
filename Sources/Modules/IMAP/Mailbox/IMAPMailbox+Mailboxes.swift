package import Domain
package import Mail

extension IMAPMailbox {
    package func mailboxes(_ listing: MailboxListing, until deadline: Deadline) async throws(MailError) -> [Mailbox] {
        guard !listing.includesHidden else { throw .unsupported("IMAP shows no hidden mailboxes") }
        return try await loadCatalog(counts: listing.counts, until: deadline).mailboxes
    }

    /// The mailboxes and their roles, as they were a short while ago.
    func catalog(until deadline: Deadline) async throws(MailError) -> MailboxCatalog {
        if let known = await directory.fresh { return known }
        return try await loadCatalog(counts: false, until: deadline)
    }

    private func loadCatalog(counts: Bool, until deadline: Deadline) async throws(MailError) -> MailboxCatalog {
        let overrides = account.roleOverrides
        let catalog = try await pool.withConnection(until: deadline) { (connection) throws(MailError) in
            try await connection.catalog(counts: counts, overrides: overrides, until: deadline)
        }
        await directory.learn(catalog)
        return catalog
    }
}

extension IMAPConnection {
    /// How many STATUS commands are under way at a time: more could fill the buffers of both sides.
    private static let statusBatch = 50

    func catalog(
        counts: Bool, overrides: [MailboxRole: String], until deadline: Deadline
    ) async throws(MailError) -> MailboxCatalog {
        let listsStatus = counts && capabilities.returnsFromList && capabilities.has("LIST-STATUS")
        let outcome = try await run(listCommand(withStatus: listsStatus), until: deadline).accepted()
        let listed = outcome.untagged.compactMap { if case .list(let mailbox) = $0 { mailbox } else { nil } }
        var catalog = MailboxCatalog(listed, overrides: overrides, isExchange: capabilities.isExchange)
        guard counts else { return catalog }
        let statuses =
            listsStatus
            ? outcome.untagged.compactMap { if case .mailboxStatus(let status) = $0 { status } else { nil } }
            : try await statuses(of: catalog, until: deadline)
        catalog.setCounts(statuses)
        return catalog
    }

    private func listCommand(withStatus: Bool) -> IMAPCommand {
        guard capabilities.returnsFromList else { return IMAPCommand("LIST \"\" \"*\"") }
        let specialUse = capabilities.has("SPECIAL-USE") ? ["SPECIAL-USE"] : []
        let returned = specialUse + (withStatus ? ["STATUS (MESSAGES UNSEEN)"] : [])
        return IMAPCommand("LIST \"\" \"*\"" + (returned.isEmpty ? "" : " RETURN (\(returned.joined(separator: " ")))"))
    }

    /// One STATUS a mailbox. A mailbox whose counts the server refuses stays without them.
    private func statuses(
        of catalog: MailboxCatalog, until deadline: Deadline
    ) async throws(MailError) -> [MailboxStatus] {
        let names = catalog.mailboxes.filter(\.selectable).compactMap { catalog.serverName(of: $0.path) }
        var found: [MailboxStatus] = []
        for start in stride(from: 0, to: names.count, by: Self.statusBatch) {
            let batch = names[start..<min(start + Self.statusBatch, names.count)]
            let commands = batch.map { IMAPCommand(.text("STATUS "), .string($0), .text(" (MESSAGES UNSEEN)")) }
            for (outcome, name) in zip(try await run(commands, until: deadline), batch) {
                for case .mailboxStatus(var status) in outcome.untagged {
                    // Told by its name; by its place where the server writes the name in a way of its own.
                    if !batch.contains(status.name) { status.name = name }
                    found.append(status)
                }
            }
        }
        return found
    }
}
