internal import Domain

/// What makes a composed message this message: it is kept when the message has to be composed again.
struct MessageStamp: Sendable, Hashable {
    let messageID: InternetMessageID
    /// Of the `Date` field.
    let date: Timestamp
}
