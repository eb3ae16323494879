/// A file that goes out with a message.
package struct AttachmentContent: Codable, Hashable, Sendable {
    package var filename: String?
    /// `application/octet-stream` when absent.
    package var contentType: String?
    /// The file itself; or `blob`.
    package var content: Base64?
    /// Content that was uploaded before; or `content`.
    package var blob: BlobID?
    /// Shown in place, where the HTML refers to `cid:` and this name; needs `contentId`.
    package var inline: Bool?
    /// Without angle brackets.
    package var contentId: String?

    package init(
        filename: String? = nil, contentType: String? = nil, content: Base64? = nil, blob: BlobID? = nil,
        inline: Bool? = nil, contentId: String? = nil
    ) {
        self.filename = filename
        self.contentType = contentType
        self.content = content
        self.blob = blob
        self.inline = inline
        self.contentId = contentId
    }
}
