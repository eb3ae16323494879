/// A message as bytes: CRLF lines of at most 998 octets (RFC 5322, section 2.1.1), ready for SMTP.
package struct ComposedMessage: Sendable, Hashable {
    /// Without `Bcc`: what recipients may see.
    package let bytes: [UInt8]
    /// The `Bcc` field with its line end, which the sender's own copy has in front; empty when there is none.
    package let blindCopyField: [UInt8]
    /// The `Resent-Bcc` fields of a message that the caller composed; for the sender's own copy and nobody else.
    package let resentBlindCopyFields: [UInt8]

    init(bytes: [UInt8], blindCopyField: [UInt8], resentBlindCopyFields: [UInt8] = []) {
        self.bytes = bytes
        self.blindCopyField = blindCopyField
        self.resentBlindCopyFields = resentBlindCopyFields
    }

    /// For the sender's eyes alone.
    package var ownCopy: [UInt8] { resentBlindCopyFields + blindCopyField + bytes }

    /// For a provider that reads blind copies in the message and takes them out.
    package var withBlindCopies: [UInt8] { blindCopyField + bytes }
}
