/// What folders have to be like.
extension MailboxState {
    /// More folders than a mailbox at Exchange may have are not made.
    static let mostFolders = 10_000
    private static let deepest = 300

    mutating func amend(_ number: FolderNumber, _ change: (inout Folder) -> Void) {
        folders[number]?.apply(change)
    }

    func known(_ number: FolderNumber) throws(MailboxError) -> Folder {
        guard let folder = folders[number] else { throw .noSuchFolder }
        return folder
    }

    /// A folder that is not one of the default ones.
    func own(_ number: FolderNumber) throws(MailboxError) -> Folder {
        let folder = try known(number)
        guard folder.role == nil else { throw .folderIsDefault }
        return folder
    }

    /// Throws when a folder below `parent` cannot be called so; `own` is the folder that is to be, when it exists already.
    func checkName(
        _ name: String, in parent: FolderNumber, except own: FolderNumber? = nil
    ) throws(MailboxError) {
        guard try known(parent).search == nil else { throw .folderHoldsNoMail }
        guard !name.allSatisfy(\.isWhitespace), name.utf16.count <= 255 else { throw .folderNameInvalid }
        guard !hasChild(named: name, in: parent, except: own) else { throw .folderExists }
        guard depth(of: parent) + (own.map(height) ?? 1) <= Self.deepest else { throw .folderTooDeep }
    }

    private func hasChild(named name: String, in parent: FolderNumber, except own: FolderNumber? = nil) -> Bool {
        let name = name.lowercased()
        return folders.values.contains {
            $0.parent == parent && $0.number != own && $0.displayName.lowercased() == name
        }
    }

    /// The name itself or, when a sibling has it, with a number.
    func freeName(like name: String, in parent: FolderNumber) -> String {
        var candidate = name
        var count = 0
        while hasChild(named: candidate, in: parent) {
            count += 1
            candidate = "\(name)\(count)"
        }
        return candidate
    }

    /// How many folders lie from the root down to one.
    private func depth(of number: FolderNumber) -> Int {
        var depth = 0
        var next = folders[number]?.parent
        while let parent = next, depth <= Self.deepest {
            depth += 1
            next = folders[parent]?.parent
        }
        return depth
    }

    /// How many levels a folder's own tree has.
    private func height(of number: FolderNumber) -> Int {
        let top = depth(of: number)
        return (subtree(of: number).map(depth).max() ?? top) - top + 1
    }
}

extension Folder {
    fileprivate mutating func apply(_ change: (inout Folder) -> Void) { change(&self) }
}
