package import Domain
internal import JSON
internal import Mail

/// The readers of messages and folders as plain calls, for the fuzzer.
extension GraphSyntax {
    /// A message as Graph's answer, in all that is read of it. Nil for what is no message.
    package static func message(_ bytes: [UInt8], maximumTextBytes: Int) -> Message? {
        guard let json = try? JSONValue(parsing: bytes), let message = GraphMessage(json) else { return nil }
        let summary = message.summary(of: AccountID(unchecked: "acc_a"), in: FolderName.inbox, extended: message)
        var read = GraphMailbox.message(message, message, summary: summary)
        GraphMailbox.readBody(message, message, into: &read, MessageReading(maximumTextBytes: maximumTextBytes))
        read.headers = message.headers
        read.attachments = message.attachments.compactMap(Attachment.init)
        return read
    }

    /// A page of folders as Graph's answer, each below the folder that it names, if that came before. Nil for no page.
    package static func mailboxes(_ bytes: [UInt8]) -> [Mailbox]? {
        guard let json = try? JSONValue(parsing: bytes), let rows = json["value"]?.arrayValue else { return nil }
        var depths: [String: Int] = [:]
        var entries: [FolderTree.Entry] = []
        for row in rows {
            guard let folder = GraphFolder(row), depths[folder.id] == nil else { continue }
            let parent = row["parentFolderId"]?.stringValue.flatMap { depths[$0] == nil ? nil : $0 }
            let depth = parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
            depths[folder.id] = depth
            entries.append(FolderTree.Entry(folder: folder, parent: parent, depth: depth))
        }
        let roles: [MailboxRole: String] = entries.first.map { [.inbox: $0.folder.id] } ?? [:]
        return FolderCatalog(FolderTree(entries, roles: roles), overrides: [:]).mailboxes
    }
}
