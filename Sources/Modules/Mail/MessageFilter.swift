package import Domain

/// Which messages of a mailbox; all conditions must hold.
package struct MessageFilter: Sendable, Hashable, Codable {
    package var unseenOnly: Bool
    /// Received at this moment or later.
    package var since: Timestamp?
    /// Received before this moment.
    package var before: Timestamp?

    package init(unseenOnly: Bool = false, since: Timestamp? = nil, before: Timestamp? = nil) {
        self.unseenOnly = unseenOnly
        self.since = since
        self.before = before
    }
}
