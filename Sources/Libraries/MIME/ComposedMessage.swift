/// A message as bytes: CRLF lines of at most 998 octets (RFC 5322, section 2.1.1), ready for SMTP.
package struct ComposedMessage: Sendable, Hashable {
    /// Without `Bcc`: what recipients may see.
    package let bytes: [UInt8]
    /// The `Bcc` field with its line end, which the sender's own copy has in front; empty when there is none.
    package let blindCopyField: [UInt8]
}
