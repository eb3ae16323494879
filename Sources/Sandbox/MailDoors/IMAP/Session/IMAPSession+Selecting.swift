import Tenant

extension IMAPSession {
    /// SELECT and EXAMINE, in Exchange's words (reference sheet §B3).
    func select(_ name: [UInt8], readsOnly: Bool) -> IMAPReply {
        selection = nil
        guard let mailbox = login?.mailbox else { return Self.noSuchMailbox }
        let (facts, register) = (facts, register)
        let opened = mailbox.read { state -> (selection: IMAPSelection, lines: [String])? in
            guard let folder = folder(name, in: state) else { return nil }
            let upTo = readsOnly ? nil : folder.nextUID - 1
            let notRecent = register.notRecent(in: folder.number, of: mailbox.owner, nowToldUpTo: upTo)
            let selection = IMAPSelection(folder.number, readsOnly: readsOnly, notRecent: notRecent, state)
            return (selection, Self.description(of: folder, selection, state, facts))
        }
        guard let opened else { return Self.noSuchMailbox }
        selection = opened.selection
        for line in opened.lines { say(line) }
        return readsOnly ? .ok("[READ-ONLY] EXAMINE completed.") : .ok("[READ-WRITE] SELECT completed.")
    }

    private static func description(
        of folder: Folder, _ selection: IMAPSelection, _ state: MailboxState, _ facts: FactSheet
    ) -> [String] {
        let flags = IMAPFlag.kept.map(\.text).joined(separator: " ")
        let permanent = selection.readsOnly ? "" : flags + (facts[Facts.imapKeywords] ? " \\*" : "")
        let firstUnseen =
            folder.unreadCount > 0
            ? (0..<selection.count).first { place in
                selection.message(at: place, in: state)?.isRead == false
            } : nil
        return [
            "* \(selection.count) EXISTS", "* \(selection.recentCount) RECENT", "* FLAGS (\(flags))",
            "* OK [PERMANENTFLAGS (\(permanent))] Permanent flags",
            firstUnseen.map { "* OK [UNSEEN \($0 + 1)] Is the first unseen message" },
            "* OK [UIDVALIDITY \(validity(of: folder, facts))] UIDVALIDITY value",
            "* OK [UIDNEXT \(folder.nextUID)] The next unique identifier value",
        ].compactMap(\.self)
    }

    static func validity(of folder: Folder, _ facts: FactSheet) -> UInt32 {
        UInt32(truncatingIfNeeded: max(1, Int(folder.uidValidity) &+ facts[Facts.imapUIDValidityOffset]))
    }

    /// CLOSE takes out what is marked, without a word.
    func close() async -> IMAPReply {
        if let selection, !selection.readsOnly { await removeMarked(among: nil) }
        selection = nil
        return .ok("CLOSE completed.")
    }

    static let noSuchMailbox = IMAPReply.no("Mailbox does not exist.")

    /// The folder of a name as the client writes it.
    func folder(_ name: [UInt8], in state: MailboxState) -> Folder? {
        guard let name = ModifiedUTF7.decode(name) else { return nil }
        return IMAPFolderTree(state, facts: facts).entry(name)?.folder
    }
}
