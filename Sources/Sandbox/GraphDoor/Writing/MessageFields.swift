internal import Domain
internal import Tenant

/// All that a request can say of a message: what it holds, and how it stands in its folder.
struct MessageFields: Sendable {
    var letter: Letter
    var isRead: Bool
    var isDraft: Bool
    var followUp: StoredMessage.FollowUp
    var followUpTimes: [FollowUpTime.Kind: FollowUpTime] = [:]
    var inference: StoredMessage.Inference
    var categories: [String]
    var lastVerb: Int?
    /// Nil: as it is, or now.
    var receivedAt: Timestamp?

    /// For a message that is being made.
    init(_ letter: Letter) {
        self.letter = letter
        isRead = true
        isDraft = true
        followUp = .notFlagged
        inference = .focused
        categories = []
    }

    /// For one that exists.
    init(_ message: StoredMessage, _ letter: Letter) {
        self.letter = letter
        isRead = message.isRead
        isDraft = message.isDraft
        followUp = message.followUp
        followUpTimes = message.followUpTimes
        inference = message.inference
        categories = message.categories
        lastVerb = message.lastVerb
    }

    /// All but the letter.
    func setState(of message: inout StoredMessage) {
        message.isRead = isRead
        message.isDraft = isDraft
        message.followUp = followUp
        message.followUpTimes = followUpTimes
        message.inference = inference
        message.categories = categories
        message.lastVerb = lastVerb
    }
}
