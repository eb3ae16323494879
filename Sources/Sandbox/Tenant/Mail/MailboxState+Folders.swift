extension MailboxState {
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

    /// Moves a folder with all in it; under another name, when one is given, so that neither place alone need be free.
    @discardableResult
    package mutating func moveFolder(
        _ number: FolderNumber, to parent: FolderNumber, as name: String? = nil
    ) throws(MailboxError) -> Folder {
        let folder = try own(number)
        guard folders[parent] != nil else { throw .noSuchFolder }
        guard !subtree(of: number).contains(parent) else { throw .folderWouldContainItself }
        let name = name ?? folder.displayName
        try checkName(name, in: parent, except: number)
        changeFolder(number) { folder in
            folder.displayName = name
            folder.parent = parent
        }
        return try known(number)
    }

    /// Copies a folder with all in it: what is in the copy has numbers of its own. A default folder's copy is none.
    /// When the mailbox fills up on the way, a part of the copy stays, unless `Mailbox.changeWhole` takes it back.
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
}
