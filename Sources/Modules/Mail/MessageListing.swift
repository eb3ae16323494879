package import Domain

/// One page of one mailbox.
package struct MessageListing: Sendable, Hashable {
    /// The path, as `listMailboxes` gives it.
    package var mailbox: String
    package var limit: Int
    /// Where the page before ended, in the backend's own words; the first page when absent.
    package var position: [UInt8]?
    package var filter: MessageFilter
    package var includesPreview: Bool
    package var includesTotal: Bool
    /// Which members of each message the caller will see; nil for all. A backend need not fetch the others.
    package var fields: Set<MessageField>?

    package init(
        mailbox: String, limit: Int, position: [UInt8]? = nil, filter: MessageFilter = MessageFilter(),
        includesPreview: Bool = false, includesTotal: Bool = false, fields: Set<MessageField>? = nil
    ) {
        self.mailbox = mailbox
        self.limit = limit
        self.position = position
        self.filter = filter
        self.includesPreview = includesPreview
        self.includesTotal = includesTotal
        self.fields = fields
    }
}
