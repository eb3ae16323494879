internal import Mail

/// What is known of an account's folders, so that not every call has to ask for the tree: ids of folders are stable, and
/// names seldom change (reference sheet, section C2).
actor FolderDirectory {
    private var catalog: FolderCatalog?
    private var learnt: ContinuousClock.Instant?

    /// Somebody else may make or move a folder meanwhile.
    private static let lifetime: Duration = .seconds(600)

    /// `moment` is when it began to be asked for.
    func learn(_ catalog: FolderCatalog, asOf moment: ContinuousClock.Instant) {
        self.catalog = catalog
        learnt = moment
    }

    func forget() { learnt = nil }

    /// The catalog, while it is fresh, and if it was asked for after `moment`.
    func catalog(newerThan moment: ContinuousClock.Instant? = nil) -> FolderCatalog? {
        guard let learnt, learnt.duration(to: .now) < Self.lifetime, moment.map({ learnt > $0 }) ?? true else {
            return nil
        }
        return catalog
    }

    /// The path of a folder that the tree does not have, from now on.
    func add(outside id: String, named name: String) -> String {
        if let known = catalog?.path(of: id) { return known }
        return catalog?.add(outside: id, named: name) ?? FolderName.level(name, atTop: true)
    }
}
