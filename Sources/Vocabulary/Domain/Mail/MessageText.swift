/// A text body in UTF-8, cut only where the caller set a limit, and then marked.
package struct MessageText: Codable, Hashable, Sendable {
    package var content: String
    /// The whole text's size in bytes of UTF-8.
    package var size: Int
    /// Present and true when `content` is only the beginning.
    package var truncated: Bool?

    package init(content: String, size: Int, truncated: Bool? = nil) {
        self.content = content
        self.size = size
        self.truncated = truncated
    }
}
