internal import Domain
internal import Mail

/// All mailboxes of an account: their paths, Graph's ids of them, and what they are for.
struct FolderCatalog: Sendable {
    /// Parents before children, the inbox first; with counts, and hidden ones too.
    private(set) var mailboxes: [Mailbox]
    private var ids: [String: String] = [:]
    private var paths: [String: String] = [:]
    private var folders: [String: (folder: GraphFolder, above: String?)] = [:]

    init(_ tree: FolderTree, overrides: [MailboxRole: String]) {
        var found: [(levels: [String], mailbox: Mailbox)] = []
        var levels: [String: [String]] = [:]
        var hidden: Set<String> = []
        mailboxes = []
        // By their ids, so that of two with the same name the same one always has it.
        for entry in tree.entries.sorted(by: { ($0.depth, $0.folder.id) < ($1.depth, $1.folder.id) }) {
            let folder = entry.folder
            let isInbox = folder.id == tree.roles[.inbox]
            let above = isInbox ? [] : entry.parent.flatMap { levels[$0] } ?? []
            let level = isInbox ? FolderName.inbox : FolderName.level(folder.name, atTop: above.isEmpty)
            let own = free(level, of: folder.id, below: above)
            let path = Self.path(own)
            levels[folder.id] = own
            if !isInbox { folders[folder.id] = (folder, entry.parent) }
            if folder.isHidden || entry.parent.map(hidden.contains) == true { hidden.insert(folder.id) }
            learn(folder.id, at: path)
            let mailbox = Mailbox(
                path: path, name: folder.name, delimiter: FolderName.delimiter,
                hidden: hidden.contains(folder.id) ? true : nil,
                parent: own.count > 1 ? Self.path(own.dropLast()) : nil, total: folder.total, unseen: folder.unseen)
            found.append((isInbox ? [] : own, mailbox))
        }
        mailboxes = found.sorted { $0.levels.lexicographicallyPrecedes($1.levels) }.map(\.mailbox)
        assignRoles(tree.roles, overrides: overrides)
    }

    /// What `listMailboxes` shows.
    func mailboxes(_ listing: MailboxListing) -> [Mailbox] {
        mailboxes.filter { listing.includesHidden || $0.hidden != true }.map { mailbox in
            var mailbox = mailbox
            if !listing.counts { (mailbox.total, mailbox.unseen) = (nil, nil) }
            return mailbox
        }
    }

    func id(of path: String) -> String? { ids[path] }

    func path(of id: String) -> String? { paths[id] }

    /// The folders whose names and places make up the path of one: itself and those above it. The inbox's is always the
    /// same.
    func chain(to id: String) -> [GraphFolder] {
        var chain: [GraphFolder] = []
        var next: String? = id
        while let place = next.flatMap({ folders[$0] }) {
            chain.append(place.folder)
            next = place.above
        }
        return chain
    }

    /// Takes in a folder that no list shows, but that holds a message.
    mutating func add(outside id: String, named name: String) -> String {
        let path = Self.path(free(FolderName.level(name, atTop: true), of: id, below: []))
        learn(id, at: path)
        return path
    }

    private mutating func learn(_ id: String, at path: String) {
        ids[path] = id
        paths[id] = path
    }

    /// The levels of a path that is not taken. Where a name is there already, or empty, the id sets the folder apart, behind
    /// two characters that no encoded name has next to each other; where the path would be longer than a caller could give
    /// it back, the folder stands at the top.
    private func free(_ level: String, of id: String, below above: [String]) -> [String] {
        let isTaken = level.isEmpty || ids[Self.path(above + [level])] != nil
        let levels = above + [isTaken ? level + "%." + id : level]
        return MailText.isMailbox(Self.path(levels)) ? levels : ["%." + id]
    }

    private static func path(_ levels: some Sequence<String>) -> String {
        levels.joined(separator: FolderName.delimiter)
    }

    /// One mailbox a role, one role a mailbox: overrides first, then Graph's word.
    private mutating func assignRoles(_ roles: [MailboxRole: String], overrides: [MailboxRole: String]) {
        var places: [String: Int] = [:]
        for (place, mailbox) in mailboxes.enumerated() { places[mailbox.path] = place }
        var wanted = overrides.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { (role: $0.key, path: Optional($0.value), source: Mailbox.RoleSource.override) }
        for (role, _) in WellKnownFolder.names where overrides[role] == nil {
            wanted.append((role, roles[role].flatMap(path(of:)), .server))
        }
        for (role, path, source) in wanted {
            guard let path, let place = places[path], mailboxes[place].role == nil else { continue }
            mailboxes[place].role = role
            mailboxes[place].roleSource = source
        }
    }
}
