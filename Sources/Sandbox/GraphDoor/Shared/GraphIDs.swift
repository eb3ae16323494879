internal import Tenant

/// The ids of one mailbox's items as this request writes and reads them (reference sheet §C9).
struct GraphIDs: Sendable {
    let mailbox: GUID
    /// Answers carry immutable ids.
    let immutable: Bool
    /// Immutable ids in a request without the preference are malformed.
    let needPrefer: Bool
    /// Regular ids hold the folder.
    let changeOnMove: Bool
    /// Of the 404 for a well-known folder that is not there.
    let missingFolder: MissingFolderCode

    // MARK: Writing

    func text(of folder: Folder) -> String {
        ItemID.text(.folder(folder.number, isDefault: folder.role != nil), in: mailbox)
    }

    /// The id of a folder that is known by its number; that of a folder which is gone is as if it were no default one.
    func text(ofFolder number: FolderNumber, in state: MailboxState) -> String {
        state.folder(number).map(text(of:)) ?? ItemID.text(.folder(number, isDefault: false), in: mailbox)
    }

    func text(of message: StoredMessage) -> String { text(of: message.number, in: message.folder) }

    /// The id of a message as it was in that folder.
    func text(of number: MessageNumber, in folder: FolderNumber) -> String {
        ItemID.text(.message(number, in: place(folder)), in: mailbox)
    }

    func text(ofAttachment number: UInt32, of message: StoredMessage) -> String {
        ItemID.text(.attachment(number, of: message.number, in: place(message.folder)), in: mailbox)
    }

    private func place(_ folder: FolderNumber) -> FolderNumber? {
        immutable ? nil : changeOnMove ? folder : FolderNumber(.max)
    }

    // MARK: Reading

    /// Throws `ErrorInvalidIdMalformed`, and `ErrorItemNotFound` for what is gone, has moved, or is another mailbox's.
    func message(_ text: String, in state: MailboxState) throws(GraphError) -> StoredMessage {
        guard let id = ItemID(parsing: text), case .message(let number, let folder) = id.target else {
            throw .idMalformed
        }
        return try message(number, in: folder, id, state)
    }

    /// A number from an id that names an attachment of this message.
    func attachment(_ text: String, of message: StoredMessage) throws(GraphError) -> UInt32 {
        guard let id = ItemID(parsing: text), case .attachment(let number, let owner, _) = id.target else {
            throw .idMalformed
        }
        guard id.belongs(to: mailbox), owner == message.number else { throw .itemNotFound }
        return number
    }

    /// A folder by its id or its well-known name.
    func folder(_ text: String, in state: MailboxState) throws(GraphError) -> Folder {
        if let role = FolderRole(rawValue: text.lowercased()), role.isGraphs {
            guard let folder = state.folder(role: role) else { throw .noDefaultFolder(text, missingFolder) }
            return folder
        }
        guard let id = ItemID(parsing: text), case .folder(let number, _) = id.target else { throw .idMalformed }
        guard id.belongs(to: mailbox), let folder = state.folder(number) else { throw .itemNotFound }
        return folder
    }

    private func message(
        _ number: MessageNumber, in folder: FolderNumber?, _ id: ItemID, _ state: MailboxState
    ) throws(GraphError) -> StoredMessage {
        if folder == nil, needPrefer, !immutable { throw .idMalformed }
        guard id.belongs(to: mailbox), let message = state.message(number) else { throw .itemNotFound }
        if let folder, changeOnMove, message.folder != folder { throw .itemNotFound }
        // A deleted message is reached by the id that its folder's listing shows, and by no older one.
        if folder == nil, state.folder(message.folder)?.role == .recoverableItems { throw .itemNotFound }
        return message
    }
}

extension FolderRole {
    /// Whether the raw value is one of Graph's well-known names (§C2).
    var isGraphs: Bool {
        switch self {
        case .calendar, .contacts, .tasks, .journal, .notes: false
        default: true
        }
    }
}
