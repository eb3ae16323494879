internal import Domain

/// All mailboxes of an account: how the server writes their names, and what they are for.
struct MailboxCatalog: Equatable, Sendable {
    /// Parents before children, the inbox first.
    private(set) var mailboxes: [Mailbox]
    private var serverNames: [String: [UInt8]]

    /// From a LIST. Roles come from the server's attributes, else from the names; `overrides` beat both.
    init(_ listed: [ListedMailbox], overrides: [MailboxRole: String], isExchange: Bool) {
        var entries: [String: Entry] = [:]
        for listed in listed {
            let entry = Entry(listed)
            if entries[entry.mailbox.path] == nil, !(isExchange && entry.isPseudoFolder) {
                entries[entry.mailbox.path] = entry
            }
        }
        Self.assignRoles(to: &entries, overrides: overrides)
        let sorted = entries.values.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
        mailboxes = sorted.map(\.mailbox)
        serverNames = entries.mapValues(\.serverName)
    }

    func serverName(of path: String) -> [UInt8]? { serverNames[path] }

    func mailbox(for role: MailboxRole) -> Mailbox? { mailboxes.first { $0.role == role } }

    mutating func setCounts(_ statuses: [MailboxStatus]) {
        let byName = Dictionary(statuses.map { ($0.name, $0) }) { first, _ in first }
        for index in mailboxes.indices {
            guard let name = serverNames[mailboxes[index].path], let status = byName[name] else { continue }
            mailboxes[index].total = status.messages.map { Int($0) }
            mailboxes[index].unseen = status.unseen.map { Int($0) }
        }
    }

    /// One mailbox a role, one role a mailbox: overrides first, then the server's word, then the best name.
    private static func assignRoles(to entries: inout [String: Entry], overrides: [MailboxRole: String]) {
        var taken: Set<MailboxRole> = []
        func assign(_ role: MailboxRole, to path: String, _ source: Mailbox.RoleSource) {
            guard entries[path]?.mailbox.role == nil, entries[path] != nil, taken.insert(role).inserted else { return }
            entries[path]?.mailbox.role = role
            entries[path]?.mailbox.roleSource = source
        }
        for (role, path) in overrides.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            assign(role, to: path, .override)
        }
        taken.formUnion(overrides.keys)
        assign(.inbox, to: "INBOX", .server)
        let selectable = entries.values.filter(\.mailbox.selectable).sorted { $0.mailbox.path < $1.mailbox.path }
        for entry in selectable { if let role = entry.serverRole { assign(role, to: entry.mailbox.path, .server) } }
        let named = selectable.compactMap { entry in entry.namedRole.map { (entry.mailbox.path, $0) } }
        for (path, match) in named.sorted(by: { $0.1.rank < $1.1.rank }) { assign(match.role, to: path, .name) }
    }
}

extension MailboxCatalog {
    /// One mailbox on its way into the catalog.
    private struct Entry {
        var mailbox: Mailbox
        let serverName: [UInt8]
        let serverRole: MailboxRole?
        private let levels: [String]

        init(_ listed: ListedMailbox) {
            let decoded = ModifiedUTF7.decode(listed.name) ?? String(decoding: listed.name, as: UTF8.self)
            let path = decoded.lowercased() == "inbox" ? "INBOX" : decoded
            let delimiter = listed.delimiter.map { String(Unicode.Scalar($0)) }
            levels = delimiter.map { path.components(separatedBy: $0) } ?? [path]
            let hidden = listed.attributes.contains("\\noselect") || listed.attributes.contains("\\nonexistent")
            mailbox = Mailbox(
                path: path, name: levels.last ?? path, delimiter: delimiter, selectable: !hidden,
                parent: levels.count > 1 ? levels.dropLast().joined(separator: delimiter ?? "") : nil)
            serverName = listed.name
            serverRole = listed.attributes.lazy.compactMap { Self.roles[$0] }.first
        }

        /// The inbox first, then by path, so that parents come before their children.
        var sortKey: [String] { mailbox.path == "INBOX" ? [] : levels }

        /// Names count at the top, and right below the inbox where servers such as Courier and Cyrus keep everything.
        var namedRole: (role: MailboxRole, rank: Int)? {
            guard levels.count == 1 || levels.count == 2 && levels[0].lowercased() == "inbox" else { return nil }
            return RoleNames.match(mailbox.name)
        }

        var isPseudoFolder: Bool { levels.first.map(PseudoFolderNames.contains) ?? false }

        /// RFC 6154, RFC 8457, and Gmail's older XLIST.
        private static let roles: [String: MailboxRole] = [
            "\\all": .all, "\\allmail": .all, "\\archive": .archive, "\\drafts": .drafts, "\\flagged": .flagged,
            "\\starred": .flagged, "\\junk": .junk, "\\spam": .junk, "\\sent": .sent, "\\trash": .trash,
            "\\important": .important,
        ]
    }
}

extension String {
    fileprivate func components(separatedBy delimiter: String) -> [String] {
        split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
    }
}
