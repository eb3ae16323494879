import Tenant

/// A mailbox's folders by the names that IMAP gives them: `INBOX`, `Projects/2026`.
struct IMAPFolderTree {
    struct Entry {
        /// With `/` between the levels.
        var name: String
        var folder: Folder
        var hasChildren: Bool
    }
    let entries: [Entry]
    private let slash: String
    private let root: FolderNumber

    init(_ state: MailboxState, facts: FactSheet) {
        slash = facts[Facts.imapSlash]
        root = state.root
        let showsOthers = facts[Facts.imapOtherKinds]
        let shown = state.folders.values.filter { folder in
            folder.parent != nil && !folder.isHidden && folder.search == nil && folder.role?.isOutsideTree != true
                && (showsOthers || folder.role?.isForMail != false)
        }
        let children = Dictionary(grouping: shown) { $0.parent ?? state.root }
        var entries: [Entry] = []
        var open = Self.sorted(children[state.root]).map { (folder: $0, prefix: "") }
        while let (folder, prefix) = open.popLast() {
            let own = Self.sorted(children[folder.number])
            let name = prefix + Self.shownName(folder, slash: slash)
            entries.append(Entry(name: name, folder: folder, hasChildren: !own.isEmpty))
            open += own.map { ($0, name + "/") }
        }
        self.entries = entries
    }

    /// Names compare without case, as Exchange's do.
    func entry(_ name: String) -> Entry? {
        let wanted = name.lowercased()
        return entries.first { $0.name.lowercased() == wanted }
    }

    /// The folder under which a new name would come, and what it would be called there; parents that are missing are
    /// named in order.
    func place(for name: String) -> (parent: FolderNumber, missing: [String]) {
        var parent = root
        var path = ""
        var missing: [String] = []
        guard !name.isEmpty else { return (root, []) }
        for word in name.split(separator: "/", omittingEmptySubsequences: false).map(String.init) {
            path += path.isEmpty ? word : "/\(word)"
            if missing.isEmpty, let entry = entry(path) {
                parent = entry.folder.number
            } else {
                missing.append(word)
            }
        }
        return (parent, missing)
    }

    /// Last first, because they are taken from the end; the Inbox leads.
    private static func sorted(_ folders: [Folder]?) -> [Folder] {
        (folders ?? []).map { (key: $0.role == .inbox ? "" : $0.displayName.lowercased(), folder: $0) }
            .sorted { ($0.key, $0.folder.number) > ($1.key, $1.folder.number) }.map(\.folder)
    }

    private static func shownName(_ folder: Folder, slash: String) -> String {
        if folder.role == .inbox { return "INBOX" }
        return folder.displayName.split(separator: "/", omittingEmptySubsequences: false).joined(separator: slash)
    }
}
