/// What an attachment is.
package enum AttachmentKind: String, Codable, CaseIterable, Hashable, Sendable {
    /// Bytes with a type.
    case file
    /// A message, or at Exchange also an event or a contact, inside of the message.
    case item
    /// The address of something that lies elsewhere (a file in OneDrive); it has no content in the mailbox.
    case reference
}
