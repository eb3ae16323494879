internal import Mail

/// What is known of an account's folders, so that not every call has to ask for the tree: ids of folders are stable, and
/// names seldom change (reference sheet, section C2).
actor FolderDirectory {
    private var catalog: FolderCatalog?
    private var learnt: ContinuousClock.Instant?
    /// When folders were last seen where they are, by id.
    private var seen: [String: ContinuousClock.Instant] = [:]
    private let sureFor: Duration

    /// Somebody else may make or move a folder meanwhile.
    private static let lifetime: Duration = .seconds(600)

    /// `sureFor`: how long a folder is taken to be where it was, without a look.
    init(sureFor: Duration = .seconds(5)) { self.sureFor = sureFor }

    /// `moment` is when it began to be asked for.
    func learn(_ catalog: FolderCatalog, asOf moment: ContinuousClock.Instant) {
        self.catalog = catalog
        learnt = moment
        seen = [:]
    }

    /// Whether it was seen in its place just now.
    func isSure(of id: String) -> Bool {
        [learnt, seen[id]].contains { $0.map { $0.duration(to: .now) < sureFor } ?? false }
    }

    func saw(_ id: String, at moment: ContinuousClock.Instant) { seen[id] = moment }

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
