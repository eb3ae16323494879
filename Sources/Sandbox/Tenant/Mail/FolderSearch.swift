/// What makes a folder a search folder (reference sheet §C1, `mailSearchFolder`).
package struct FolderSearch: Sendable, Hashable {
    /// An OData filter.
    package var filterQuery: String
    package var sources: [FolderNumber]
    package var includesNestedFolders: Bool

    package init(filterQuery: String, sources: [FolderNumber], includesNestedFolders: Bool) {
        self.filterQuery = filterQuery
        self.sources = sources
        self.includesNestedFolders = includesNestedFolders
    }
}
