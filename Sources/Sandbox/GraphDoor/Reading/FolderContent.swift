internal import Tenant

/// Which messages a folder shows: its own, or what a search folder finds.
struct FolderContent {
    let call: MailboxCall
    let state: MailboxState

    /// By time of receipt; of the whole mailbox when nil.
    func newestFirst(in folder: Folder?) -> [MessageNumber] {
        guard let folder else { return state.newestFirst(in: nil) }
        guard let search = folder.search else { return state.newestFirst(in: folder.number) }
        return found(by: search, in: folder.number)
    }

    private func found(by search: FolderSearch, in folder: FolderNumber) -> [MessageNumber] {
        guard let filter = try? FilterParser.filter(search.filterQuery, over: .message) else { return [] }
        let sources = Set(
            search.includesNestedFolders ? search.sources.flatMap(state.subtree(of:)) : search.sources)
        let memory = call.door.searchFolders
        let place = SearchFolderMemory.Place(mailbox: call.owner.id, folder: folder)
        var known = memory.findings(in: place, by: search.filterQuery)
        defer { memory.keep(known, in: place) }
        return state.newestFirst(in: nil).filter { number in
            guard let message = state.message(number), sources.contains(message.folder) else { return false }
            if let verdict = known.verdicts[number], verdict.changed == message.changed { return verdict.isFound }
            let isFound = filter.matches(MessageSubject(call, state, message))
            known.verdicts[number] = .init(changed: message.changed, isFound: isFound)
            return isFound
        }
    }
}
