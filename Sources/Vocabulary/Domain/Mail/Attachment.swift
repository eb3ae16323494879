/// A part of a message that is offered for download.
package struct Attachment: Codable, Hashable, Sendable {
    /// Names the part within its message, for `getAttachment`.
    package var id: String
    package var filename: String?
    package var contentType: String
    package var kind: AttachmentKind
    /// In bytes as transferred: decoded it is usually smaller. `getAttachment` gives the exact decoded size.
    package var encodedSize: Int
    /// Whether the message shows it in place.
    package var inline: Bool
    /// The `Content-ID` without angle brackets, which HTML refers to as `cid:`.
    package var contentId: String?

    package init(
        id: String, filename: String? = nil, contentType: String, kind: AttachmentKind = .file, encodedSize: Int,
        inline: Bool = false, contentId: String? = nil
    ) {
        self.id = id
        self.filename = filename
        self.contentType = contentType
        self.kind = kind
        self.encodedSize = encodedSize
        self.inline = inline
        self.contentId = contentId
    }
}
