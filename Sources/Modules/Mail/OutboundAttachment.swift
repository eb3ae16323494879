/// An attachment that travels beside its message.
package struct OutboundAttachment: Sendable {
    package var filename: String?
    package var contentType: String
    package var isInline: Bool
    /// Without angle brackets.
    package var contentID: String?
    /// In bytes.
    package var size: Int
    package var content: any ContentSource

    package init(
        filename: String?, contentType: String, isInline: Bool, contentID: String?, size: Int,
        content: any ContentSource
    ) {
        self.filename = filename
        self.contentType = contentType
        self.isInline = isInline
        self.contentID = contentID
        self.size = size
        self.content = content
    }
}
