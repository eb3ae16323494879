package import Domain

/// What one page holds, and where the next begins.
package struct MessagePage: Sendable {
    package var messages: [MessageSummary]
    /// Absent after the last page.
    package var next: [UInt8]?
    package var total: Int?

    package init(messages: [MessageSummary], next: [UInt8]? = nil, total: Int? = nil) {
        self.messages = messages
        self.next = next
        self.total = total
    }
}
