/// A file that goes out with a message.
package struct AttachmentContent: Codable, Hashable, Sendable {
    package var filename: String?
    /// `application/octet-stream` when absent.
    package var contentType: String?
    package var content: Base64
    /// Shown in place, where the HTML refers to `cid:` and this name; needs `contentId`.
    package var inline: Bool?
    /// Without angle brackets.
    package var contentId: String?

    package init(
        filename: String? = nil, contentType: String? = nil, content: Base64, inline: Bool? = nil,
        contentId: String? = nil
    ) {
        self.filename = filename
        self.contentType = contentType
        self.content = content
        self.inline = inline
        self.contentId = contentId
    }
}
