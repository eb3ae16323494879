/// Checks of texts that end up inside a protocol's command.
package enum MailText {
    /// A mailbox path: 1 to 1,024 bytes.
    package static func isMailbox(_ text: String) -> Bool { isPlain(text, upTo: 1_024) }

    /// What SASL calls a user.
    package static func isUsername(_ text: String) -> Bool { isPlain(text, upTo: 512) }

    /// Not empty, not too long, and without CR, LF, NUL and ^A, the last of which is XOAUTH2's own separator.
    private static func isPlain(_ text: String, upTo limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count) && !text.utf8.contains { [0x00, 0x01, 0x0A, 0x0D].contains($0) }
    }
}
