/// Where one message is, as callers hold it: opaque, and whole in itself, so that it survives a restart and a lost cache.
///
/// Mail makes and reads it (`MessageReference`); everybody else carries it. Not to be confused with
/// `InternetMessageID`, which the sender wrote into the message.
package struct MessageID: OpaqueIdentifier {
    package static let prefix = "msg_"
    /// The longest identifier taken in, in bytes: a mailbox name of 1,024 bytes in base64url, and room to spare.
    static let maximumLength = 2_048
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }

    package init?(rawValue: String) {
        guard rawValue.hasPrefix(Self.prefix), rawValue.utf8.count > Self.prefix.utf8.count,
            rawValue.utf8.count <= Self.maximumLength, rawValue.utf8.allSatisfy(\.isIdentifierByte)
        else { return nil }
        self.init(unchecked: rawValue)
    }
}
