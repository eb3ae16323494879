/// Where a seeded folder stands: below a default folder, by names.
struct FolderPlace: Hashable, Sendable {
    let base: FolderRole
    let path: [String]

    init(_ base: FolderRole, _ path: String...) {
        self.base = base
        self.path = path
    }
}
