internal import Domain
internal import Mail

/// What is known of an account's mailboxes, so that not every call has to ask for it.
actor MailboxDirectory {
    private var catalog: MailboxCatalog?
    private var learnt: ContinuousClock.Instant?

    /// How long a catalog says what mailboxes are for: somebody else may make a mailbox meanwhile.
    private static let lifetime: Duration = .seconds(600)

    func learn(_ catalog: MailboxCatalog) {
        self.catalog = catalog
        learnt = .now
    }

    func forget() { learnt = nil }

    /// The catalog, while it is fresh.
    var fresh: MailboxCatalog? {
        guard let learnt, learnt.duration(to: .now) < Self.lifetime else { return nil }
        return catalog
    }

    /// A path as the server writes it. Refused is what could not be one.
    func serverName(of path: String) throws(MailError) -> [UInt8] {
        guard MailText.isMailbox(path) else {
            throw .invalid(field: "mailbox", reason: "it is empty, longer than 1024 bytes or holds a control character")
        }
        return catalog?.serverName(of: path) ?? ModifiedUTF7.encode(path)
    }

    /// Whether a server might write it otherwise than we do.
    static func isAmbiguous(_ path: String) -> Bool {
        path.utf8.contains { $0 >= 0x80 || $0 == UInt8(ascii: "&") }
    }
}
