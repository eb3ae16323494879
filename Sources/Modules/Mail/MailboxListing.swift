/// What of an account's mailboxes is wanted.
package struct MailboxListing: Sendable, Hashable {
    package var counts: Bool
    /// Also those that mail programs do not show.
    package var includesHidden: Bool

    package init(counts: Bool = false, includesHidden: Bool = false) {
        self.counts = counts
        self.includesHidden = includesHidden
    }
}
