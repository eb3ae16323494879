/// What of a message is wanted.
package struct MessageReading: Sendable, Hashable {
    package var text: Bool
    package var html: Bool
    package var headers: Bool
    /// The most bytes of UTF-8 of each text; longer ones are cut and marked.
    package var maximumTextBytes: Int
    package var markSeen: Bool

    package init(
        text: Bool = true, html: Bool = true, headers: Bool = false, maximumTextBytes: Int = 1 << 20,
        markSeen: Bool = false
    ) {
        self.text = text
        self.html = html
        self.headers = headers
        self.maximumTextBytes = maximumTextBytes
        self.markSeen = markSeen
    }
}
