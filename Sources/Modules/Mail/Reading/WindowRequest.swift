/// Which bytes of a content are wanted.
package struct WindowRequest: Sendable, Hashable {
    /// From `contentId` of an earlier window: the same rendering is read on. The first window leaves it out.
    package var contentID: String?
    package var offset: Int
    /// In bytes; at most `maximumLength`.
    package var length: Int

    /// One MiB (interface.md, section 6).
    package static let maximumLength = 1 << 20

    package init(contentID: String? = nil, offset: Int = 0, length: Int = maximumLength) {
        self.contentID = contentID
        self.offset = offset
        self.length = length
    }
}
