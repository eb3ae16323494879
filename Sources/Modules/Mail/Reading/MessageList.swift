package import Domain

/// One page, as callers get it.
package struct MessageList: Sendable, Hashable {
    package var messages: [MessageSummary]
    /// Absent after the last page.
    package var nextCursor: String?
    package var total: Int?
}
