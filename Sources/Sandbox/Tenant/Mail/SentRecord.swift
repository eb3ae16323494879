package import Domain

/// One message that the post office accepted, for assertions.
package struct SentRecord: Sendable {
    /// From 1, in the order of acceptance.
    package var sequence: Int
    package var time: Timestamp
    package var door: Occasion.Door
    package var client: GUID?
    package var principal: Principal
    /// Whose submission it counts as.
    package var mailbox: GUID
    /// With its angle brackets.
    package var messageID: String
    package var subject: String
    package var from: String
    /// Somebody else than `from` when it was sent on behalf.
    package var sender: String
    /// The envelope's, in order.
    package var recipients: [String]
}
