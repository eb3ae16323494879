package import Domain
package import Mail

extension IMAPMailbox {
    package func append(
        _ message: [UInt8], toMailboxWith role: MailboxRole, flags: [MessageFlag], until deadline: Deadline
    ) async throws(MailError) {
        let catalog = try await catalog(until: deadline)
        let known = catalog.mailbox(for: role).flatMap { catalog.serverName(of: $0.path) }
        do throws(MailError) {
            // Not again once the bytes may have left, for a second copy is worse than none: so a connection shows first
            // that it is alive.
            let started = StartMark()
            try await pool.withConnection(until: deadline, repeating: .until(started)) {
                (connection) throws(MailError) in
                _ = try await connection.run(IMAPCommand("NOOP"), until: deadline).accepted()
                started.set()
                try await connection.append(message, to: known, role: role, flags: flags, until: deadline)
            }
        } catch {
            await directory.forget()
            throw error
        }
        if known == nil { await directory.forget() }
    }

    package func find(
        _ messageID: InternetMessageID, inMailboxWith role: MailboxRole, until deadline: Deadline
    ) async throws(MailError) -> MessageReference? {
        guard let mailbox = try await catalog(until: deadline).mailbox(for: role), mailbox.selectable else {
            return nil
        }
        let account = account.id
        return try await withMailbox(mailbox.path, until: deadline) { (connection, name) throws(MailError) in
            let search = IMAPCommand(.text("UID SEARCH HEADER Message-ID "), .string(Array(messageID.rawValue.utf8)))
            let (selected, outcomes) = try await connection.select(name, then: [search], until: deadline)
            guard let uid = try outcomes[0].accepted().found.max() else { return nil }
            let place = MessageReference.Place.imap(
                mailbox: mailbox.path, uidValidity: selected.uidValidity, uid: uid)
            return MessageReference(account: account, place: place)
        }
    }
}

extension IMAPConnection {
    /// Appends to the mailbox, or to a new one for the role when the server has none.
    fileprivate func append(
        _ message: [UInt8], to mailbox: [UInt8]?, role: MailboxRole, flags: [MessageFlag], until deadline: Deadline
    ) async throws(MailError) {
        if let limit = capabilities.number("APPENDLIMIT"), message.count > limit {
            throw .tooLarge("the server takes messages of \(limit) bytes at most")
        }
        let name = if let mailbox { mailbox } else { try await createMailbox(for: role, until: deadline) }
        let outcome = try await run(Self.appendCommand(message, to: name, flags: flags), until: deadline)
        guard !outcome.status.isOK, outcome.status.code?.name == "TRYCREATE" else {
            _ = try outcome.accepted()
            return
        }
        _ = try await run(IMAPCommand(.text("CREATE "), .string(name)), until: deadline).accepted()
        _ = try await run(Self.appendCommand(message, to: name, flags: flags), until: deadline).accepted()
    }

    private static func appendCommand(_ message: [UInt8], to name: [UInt8], flags: [MessageFlag]) -> IMAPCommand {
        let words = flags.map { "\\" + $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst() }
        return IMAPCommand(
            .text("APPEND "), .string(name), .text(" (\(words.joined(separator: " "))) "), .literal(message))
    }

    /// Makes a mailbox under the user's own prefix, known to the server by its role where it understands that.
    private func createMailbox(for role: MailboxRole, until deadline: Deadline) async throws(MailError) -> [UInt8] {
        var prefix: [UInt8] = []
        if capabilities.has("NAMESPACE") {
            for case .namespace(let namespace?) in try await run(IMAPCommand("NAMESPACE"), until: deadline).untagged {
                prefix = namespace.prefix
            }
        }
        let name = prefix + ModifiedUTF7.encode(RoleNames.defaultName(for: role))
        let use = capabilities.has("CREATE-SPECIAL-USE") ? " (USE (\\\(role.rawValue.capitalized)))" : ""
        let outcome = try await run(IMAPCommand(.text("CREATE "), .string(name), .text(use)), until: deadline)
        if outcome.status.code?.name != "ALREADYEXISTS" { _ = try outcome.accepted() }
        // Other programs show only what is subscribed; a server that refuses has its reasons.
        _ = try await run(IMAPCommand(.text("SUBSCRIBE "), .string(name)), until: deadline)
        return name
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
