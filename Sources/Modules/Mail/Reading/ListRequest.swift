package import Domain

/// What `listMessages` asks for.
package struct ListRequest: Sendable, Hashable {
    package var account: AccountID
    package var mailbox: String
    package var limit: Int
    package var cursor: String?
    package var filter: MessageFilter
    package var includesPreview: Bool
    package var includesTotal: Bool
    /// Which members of each message the caller will see; nil for all.
    package var fields: Set<MessageField>?

    package init(
        account: AccountID, mailbox: String, limit: Int = 50, cursor: String? = nil,
        filter: MessageFilter = MessageFilter(), includesPreview: Bool = false, includesTotal: Bool = false,
        fields: Set<MessageField>? = nil
    ) {
        self.account = account
        self.mailbox = mailbox
        self.limit = limit
        self.cursor = cursor
        self.filter = filter
        self.includesPreview = includesPreview
        self.includesTotal = includesTotal
        self.fields = fields
    }
}
