extension MailboxState {
    /// More folders than a mailbox at Exchange may have are not made.
    private static let mostFolders = 10_000
    private static let deepest = 300

    /// Makes a folder below another.
    @discardableResult
    package mutating func createFolder(
        name: String, in parent: FolderNumber, isHidden: Bool = false, search: FolderSearch? = nil
    ) throws(MailboxError) -> Folder {
        try checkName(name, in: parent)
        guard folders.count < Self.mostFolders else { throw .quotaExceeded }
        let number = addFolder(named: name, in: parent, role: nil)
        amend(number) { folder in
            folder.isHidden = isHidden
            folder.search = search
        }
        return try known(number)
    }

    @discardableResult
    package mutating func renameFolder(_ number: FolderNumber, to name: String) throws(MailboxError) -> Folder {
        let folder = try own(number)
        guard let parent = folder.parent else { throw .folderIsDefault }
        try checkName(name, in: parent, except: number)
        changeFolder(number) { $0.displayName = name }
        return try known(number)
    }

    /// Moves a folder with all in it.
    @discardableResult
    package mutating func moveFolder(
        _ number: FolderNumber, to parent: FolderNumber
    ) throws(MailboxError) -> Folder {
        let folder = try own(number)
        guard folders[parent] != nil else { throw .noSuchFolder }
        guard !subtree(of: number).contains(parent) else { throw .folderWouldContainItself }
        try checkName(folder.displayName, in: parent, except: number)
        changeFolder(number) { $0.parent = parent }
        return try known(number)
    }

    /// Copies a folder with all in it: what is in the copy has numbers of its own. A default folder's copy is none.
    @discardableResult
    package mutating func copyFolder(
        _ number: FolderNumber, to parent: FolderNumber
    ) throws(MailboxError) -> Folder {
        let source = try known(number)
        let sources = subtree(of: number)
        guard source.parent != nil else { throw .folderIsDefault }
        guard !sources.contains(parent) else { throw .folderWouldContainItself }
        try checkName(source.displayName, in: parent)
        guard folders.count + sources.count <= Self.mostFolders else { throw .quotaExceeded }
        var copies: [FolderNumber: FolderNumber] = [:]
        for original in sources {
            let folder = try known(original)
            let home = folder.parent.flatMap { copies[$0] } ?? parent
            let copy = addFolder(named: folder.displayName, in: home, role: nil)
            amend(copy) { new in
                new.isHidden = folder.isHidden
                new.search = folder.search
            }
            copies[original] = copy
            for message in folder.messages { _ = try self.copy(message, to: copy) }
        }
        return try known(copies[number] ?? number)
    }

    /// Puts a folder under Deleted Items, or, when it is there already or `permanently` is asked, makes an end of it.
    package mutating func deleteFolder(_ number: FolderNumber, permanently: Bool) throws(MailboxError) {
        let folder = try own(number)
        guard !permanently, let bin = self.folder(role: .deletedItems), !subtree(of: bin.number).contains(number) else {
            return purge(number)
        }
        let name = freeName(like: folder.displayName, in: bin.number)
        changeFolder(number) { folder in
            folder.displayName = name
            folder.parent = bin.number
        }
    }

    private mutating func purge(_ top: FolderNumber) {
        for number in subtree(of: top).reversed() {
            guard let folder = folders.removeValue(forKey: number) else { continue }
            allByTime.remove(Set(folder.messages))
            for message in folder.messages { forget(message) }
            byTime[number] = nil
            logs[number] = nil
            untidy.remove(number)
            removedFolders.append((nextChange(), number))
            tell(.deleted, folder: number, message: nil)
        }
    }

    /// Changes a folder as a change of its own.
    private mutating func changeFolder(_ number: FolderNumber, _ change: (inout Folder) -> Void) {
        let now = nextChange()
        amend(number) { folder in
            change(&folder)
            folder.changed = now
        }
        tell(.updated, folder: number, message: nil)
    }

    mutating func amend(_ number: FolderNumber, _ change: (inout Folder) -> Void) {
        folders[number]?.apply(change)
    }

    func known(_ number: FolderNumber) throws(MailboxError) -> Folder {
        guard let folder = folders[number] else { throw .noSuchFolder }
        return folder
    }

    /// A folder that is not one of the default ones.
    private func own(_ number: FolderNumber) throws(MailboxError) -> Folder {
        let folder = try known(number)
        guard folder.role == nil else { throw .folderIsDefault }
        return folder
    }

    private func checkName(
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
    private func freeName(like name: String, in parent: FolderNumber) -> String {
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
