package import Domain

/// One attachment, of one of Graph's three kinds (reference sheet §C1, §C5).
package struct LetterAttachment: Sendable {
    package enum Kind: Sendable {
        case file(AttachmentBytes)
        /// An embedded message, with its MIME.
        case item(AttachmentBytes)
        /// A link: it has no bytes.
        case reference(url: String)
    }

    /// Unique in its message.
    package let number: UInt32
    package var name: String
    package var contentType: String
    package var isInline = false
    /// Without angle brackets.
    package var contentID: String?
    package var modifiedAt: Timestamp
    package var kind: Kind

    package init(number: UInt32, name: String, contentType: String, modifiedAt: Timestamp, kind: Kind) {
        self.number = number
        self.name = name
        self.contentType = contentType
        self.modifiedAt = modifiedAt
        self.kind = kind
    }
}
