internal import Domain
internal import MIME

extension Attachment {
    /// What stands before the number of a part that we counted ourselves, not the server.
    static let parsedPrefix = "m"

    init(_ leaf: MessageParts.Leaf) {
        self.init(
            id: leaf.number, filename: leaf.filename, contentType: leaf.contentType, encodedSize: leaf.part.octets,
            inline: leaf.part.disposition == "inline", contentId: leaf.contentID)
    }

    init(_ part: MessagePart) {
        self.init(
            id: Self.parsedPrefix + part.id, filename: part.filename, contentType: part.contentType,
            encodedSize: part.content.count, inline: part.disposition == "inline", contentId: part.contentID)
    }
}
