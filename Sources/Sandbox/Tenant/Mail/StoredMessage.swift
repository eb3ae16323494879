package import Domain

/// One message in its folder: what can change about it. What it says is its `Letter`.
package struct StoredMessage: Sendable {
    package enum Content: Sendable {
        /// Grown from the seed each time somebody looks: 100,000 messages cost little memory so.
        case seeded(SeedNumber)
        indirect case written(Letter)
    }
    package enum FollowUp: String, Sendable { case notFlagged, flagged, complete }
    package enum Inference: String, Sendable { case focused, other }

    package internal(set) var number: MessageNumber
    package var folder: FolderNumber
    package var uid: UInt32
    package var receivedAt: Timestamp
    package var createdAt: Timestamp
    package var modifiedAt: Timestamp
    package var isRead = false
    package var isDraft = false
    package var followUp = FollowUp.notFlagged {
        didSet {
            if followUp == .notFlagged { followUpTimes = [:] }
            if followUp == .flagged { followUpTimes[.completed] = nil }
        }
    }
    /// None without a flag; `completed` only of one that is done.
    package var followUpTimes: [FollowUpTime.Kind: FollowUpTime] = [:]
    package var inference = Inference.focused
    package var categories: [String] = []
    /// PidTagLastVerbExecuted: 102 reply, 103 reply to all, 104 forward (reference sheet §C8). IMAP's \Answered is 102 or 103.
    package var lastVerb: Int?
    /// IMAP's \Deleted, which Graph does not show.
    package var isMarkedDeleted = false
    /// IMAP's $MDNSent.
    package var isReceiptSent = false
    package var changed: ChangeNumber
    /// The change with which it came into its folder: later than a delta token, it is new to that client there.
    package var arrived: ChangeNumber
    package var content: Content

    package init(
        number: MessageNumber, folder: FolderNumber, uid: UInt32, receivedAt: Timestamp, changed: ChangeNumber,
        content: Content
    ) {
        self.number = number
        self.folder = folder
        self.uid = uid
        self.receivedAt = receivedAt
        createdAt = receivedAt
        modifiedAt = receivedAt
        self.changed = changed
        arrived = changed
        self.content = content
    }

    /// What it says.
    func letter(from grower: any Grower) -> Letter {
        switch content {
        case .seeded(let seed): grower.letter(seed)
        case .written(let letter): letter
        }
    }
}
