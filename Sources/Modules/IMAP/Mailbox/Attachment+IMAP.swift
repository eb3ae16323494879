internal import Domain
internal import MIME

extension Attachment {
    /// What stands before the number of a part that we counted ourselves, not the server.
    static let parsedPrefix = "m"

    init(_ leaf: MessageParts.Leaf) {
        self.init(
            id: leaf.number, filename: leaf.filename, contentType: leaf.contentType,
            kind: Self.kind(of: leaf.contentType), encodedSize: leaf.part.octets,
            inline: leaf.part.disposition == "inline", contentId: leaf.contentID)
    }

    init(_ part: MessagePart) {
        self.init(
            id: Self.parsedPrefix + part.id, filename: part.filename, contentType: part.contentType,
            kind: Self.kind(of: part.contentType), encodedSize: part.content.count,
            inline: part.disposition == "inline", contentId: part.contentID)
    }

    /// A message within a message (RFC 2046, section 5.2.1; RFC 6532, section 3.7) is an item; all else is a file.
    private static func kind(of contentType: String) -> AttachmentKind {
        ["message/rfc822", "message/global"].contains(contentType) ? .item : .file
    }
}
