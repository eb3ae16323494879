/// A member of a listed message.
package enum MessageField: String, Codable, CaseIterable, Hashable, Sendable {
    case id
    case mailbox
    case threadId
    case messageId
    case date
    case receivedAt
    case from
    case to
    case cc
    case subject
    case size
    case flags
    case keywords
    case hasAttachments
    case preview
}
