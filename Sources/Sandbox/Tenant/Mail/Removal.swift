/// Where a deleted message goes.
package enum Removal: Hashable, Sendable {
    case deletedItems
    /// The Recoverable Items folder that no listing shows.
    case recoverable
    /// Nowhere.
    case purged
}
