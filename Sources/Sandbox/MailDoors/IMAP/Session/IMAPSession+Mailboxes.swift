import Tenant

/// What is asked of folders by their names.
extension IMAPSession {
    func list(_ pattern: IMAPPattern, _ written: [UInt8], subscribed: Bool) -> IMAPReply {
        let name = subscribed ? "LSUB" : "LIST"
        // Front ends that know IMAP4rev2 refuse it (reference sheet §B4).
        if subscribed, facts[Facts.imapRev2] { return .bad("Command Error. 12") }
        guard let mailbox = login?.mailbox else { return .ok("\(name) completed.") }
        if !subscribed, written.isEmpty {
            say("* LIST (\\Noselect) \"/\" \"\"")
            return .ok("LIST completed.")
        }
        let facts = facts
        for entry in mailbox.read({ IMAPFolderTree($0, facts: facts).entries }) {
            let encoded = ModifiedUTF7.encode(entry.name)
            guard pattern.matches(encoded),
                !subscribed || register.isSubscribed(entry.folder.number, of: mailbox.owner)
            else { continue }
            say(Array("* \(name) (\(attributes(of: entry))) \"/\" ".utf8) + IMAPText.mailbox(encoded) + [0x0d, 0x0a])
        }
        return .ok("\(name) completed.")
    }

    private func attributes(of entry: IMAPFolderTree.Entry) -> String {
        var words = [entry.hasChildren ? "\\HasChildren" : "\\HasNoChildren"]
        if login?.owner?.isPersonal == true, facts[Facts.imapPersonalSpecialUse] {
            switch entry.folder.role {
            case .sentItems: words.append("\\Sent")
            case .deletedItems: words.append("\\Trash")
            case .drafts: words.append("\\Drafts")
            case .junkEmail: words.append("\\Junk")
            default: break
            }
        }
        return words.joined(separator: " ")
    }

    func status(_ name: [UInt8], _ items: [IMAPCommand.StatusItem]) -> IMAPReply {
        guard let mailbox = login?.mailbox, let folder = mailbox.read({ folder(name, in: $0) }) else {
            return Self.noSuchMailbox
        }
        let values = items.map { item -> String in
            let value: Int =
                switch item {
                case .messages: folder.messages.count
                case .recent: recentCount(in: folder, of: mailbox)
                case .uidNext: Int(folder.nextUID)
                case .uidValidity: Int(Self.validity(of: folder, facts))
                case .unseen: folder.unreadCount
                }
            return "\(item.rawValue) \(value)"
        }
        say(Array("* STATUS ".utf8) + IMAPText.mailbox(name) + Array(" (\(values.joined(separator: " ")))\r\n".utf8))
        return .ok("STATUS completed.")
    }

    private func recentCount(in folder: Folder, of mailbox: Mailbox) -> Int {
        let known = register.notRecent(in: folder.number, of: mailbox.owner, nowToldUpTo: nil)
        return mailbox.read { state in
            folder.messages.reversed().prefix { state.message($0).map { $0.uid > known } ?? false }.count
        }
    }

    func subscribe(_ name: [UInt8], isOn: Bool) -> IMAPReply {
        guard let mailbox = login?.mailbox, let folder = mailbox.read({ folder(name, in: $0) }) else {
            return Self.noSuchMailbox
        }
        register.subscribe(folder.number, of: mailbox.owner, isOn: isOn)
        return .ok(isOn ? "SUBSCRIBE completed." : "UNSUBSCRIBE completed.")
    }

    /// Makes a folder, and those above it that are missing (RFC 3501, section 6.3.3).
    func create(_ name: [UInt8]) -> IMAPReply {
        changeFolders("CREATE", name) { state, name, tree throws(MailboxError) in
            guard tree.entry(name) == nil else { throw .folderExists }
            var (parent, missing) = tree.place(for: name)
            for word in missing { parent = try state.createFolder(name: word, in: parent).number }
        }
    }

    /// A folder with others below it stays: IMAP has no place for those without it (RFC 3501, section 6.3.4).
    func delete(_ name: [UInt8]) -> IMAPReply {
        changeFolders("DELETE", name) { state, name, tree throws(MailboxError) in
            guard let entry = tree.entry(name) else { throw .noSuchFolder }
            guard !entry.hasChildren else { throw .folderHoldsNoMail }
            try state.deleteFolder(entry.folder.number, permanently: true)
        }
    }

    func rename(_ name: [UInt8], to new: [UInt8]) -> IMAPReply {
        guard let target = Self.decoded(new) else { return .no("RENAME failed.") }
        return changeFolders("RENAME", name) { state, name, tree throws(MailboxError) in
            guard let entry = tree.entry(name) else { throw .noSuchFolder }
            let other = tree.entry(target)
            guard other == nil || other?.folder.number == entry.folder.number else { throw .folderExists }
            var words = target.split(separator: "/").map(String.init)
            guard let last = words.popLast() else { throw .folderNameInvalid }
            var (parent, missing) = tree.place(for: words.joined(separator: "/"))
            for word in missing { parent = try state.createFolder(name: word, in: parent).number }
            try state.moveFolder(entry.folder.number, to: parent, as: last)
        }
    }

    private func changeFolders(
        _ command: String, _ name: [UInt8],
        _ change: (inout MailboxState, String, IMAPFolderTree) throws(MailboxError) -> Void
    ) -> IMAPReply {
        guard let mailbox = login?.mailbox, let name = Self.decoded(name) else { return .no("\(command) failed.") }
        let facts = facts
        do throws(MailboxError) {
            try mailbox.changeWhole { state throws(MailboxError) in
                try change(&state, name, IMAPFolderTree(state, facts: facts))
            }
            return .ok("\(command) completed.")
        } catch {
            return .no(error.words(for: command))
        }
    }

    /// A name without the `/` that may end it (RFC 3501, section 6.3.3). Nil for one that cannot be.
    private static func decoded(_ name: [UInt8]) -> String? {
        guard var name = ModifiedUTF7.decode(name) else { return nil }
        if name.hasSuffix("/") { name.removeLast() }
        guard !name.isEmpty, !name.split(separator: "/", omittingEmptySubsequences: false).contains("") else {
            return nil
        }
        return name
    }
}

extension MailboxError {
    func words(for command: String) -> String {
        switch self {
        case .noSuchFolder: "Mailbox does not exist."
        case .folderExists: "Mailbox already exists."
        case .quotaExceeded: "The mailbox is over its quota."
        case .noSuchMessage: "Some of the requested messages no longer exist."
        case .folderIsDefault, .folderNameInvalid, .folderWouldContainItself, .folderTooDeep, .folderHoldsNoMail:
            "\(command) failed."
        }
    }
}
