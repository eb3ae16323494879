/// How much one send may be.
package struct SendLimits: Sendable, Hashable {
    package var maximumRecipients: Int
    /// Of the whole message, in bytes.
    package var maximumMessageBytes: Int

    /// Exchange's default for recipients, and the most that an administrator there can allow for a message
    /// (reference sheet, section B6).
    package init(maximumRecipients: Int = 500, maximumMessageBytes: Int = 157_286_400) {
        self.maximumRecipients = maximumRecipients
        self.maximumMessageBytes = maximumMessageBytes
    }
}
