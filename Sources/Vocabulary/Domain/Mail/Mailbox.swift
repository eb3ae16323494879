/// One mailbox of an account.
package struct Mailbox: Codable, Hashable, Sendable {
    /// How we know what the mailbox is for.
    package enum RoleSource: String, Codable, CaseIterable, Sendable {
        /// The server said so (SPECIAL-USE, or a well-known folder name).
        case server
        /// Its name is in the table of localized names.
        case name
        /// The account's settings say so.
        case override
    }
    /// The whole name, decoded, with `delimiter` between its levels: what other methods take as `mailbox`. The inbox is
    /// `INBOX` everywhere. Over Graph, where a name may hold a `/`, that is written `%2F` (and `%` is `%25`).
    package var path: String
    /// What people call it: the last level of the path, as it is; over Graph the inbox's own name in the user's language.
    package var name: String
    /// Absent where the server has no hierarchy.
    package var delimiter: String?
    package var role: MailboxRole?
    package var roleSource: RoleSource?
    /// False for a level that only holds others (`\Noselect`).
    package var selectable: Bool
    /// True for one that mail programs do not show; listed only when asked for.
    package var hidden: Bool?
    /// The path above, absent at the top.
    package var parent: String?
    /// Counts, when they were asked for.
    package var total: Int?
    package var unseen: Int?

    package init(
        path: String, name: String, delimiter: String? = nil, role: MailboxRole? = nil, roleSource: RoleSource? = nil,
        selectable: Bool = true, hidden: Bool? = nil, parent: String? = nil, total: Int? = nil, unseen: Int? = nil
    ) {
        self.path = path
        self.name = name
        self.delimiter = delimiter
        self.role = role
        self.roleSource = roleSource
        self.selectable = selectable
        self.hidden = hidden
        self.parent = parent
        self.total = total
        self.unseen = unseen
    }
}
