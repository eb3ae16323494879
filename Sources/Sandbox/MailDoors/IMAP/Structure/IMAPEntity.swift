import MIME

/// One entity of a message: the message itself, a part, or a message within.
package struct IMAPEntity: Sendable {
    package enum Content: Sendable {
        case leaf
        case multipart([IMAPEntity])
        /// `message/rfc822`, with the message in it.
        indirect case message(IMAPEntity)
    }
    /// Its header fields and the empty line after them.
    package var header: Range<Int>
    package var body: Range<Int>
    /// Line ends in the body.
    package var lineCount: Int
    package var fields: IMAPFields
    package var content = Content.leaf

    /// The entity that a path of section numbers names (RFC 3501, section 6.4.5): a message that is no multipart has
    /// one part, its text. Nil where there is none.
    package func part(_ path: some Collection<Int>) -> IMAPEntity? {
        guard let number = path.first else { return self }
        let rest = path.dropFirst()
        switch content {
        case .multipart(let parts):
            guard parts.indices.contains(number - 1) else { return nil }
            let part = parts[number - 1]
            return rest.isEmpty ? part : part.within(rest)
        case .leaf, .message: return number == 1 ? (rest.isEmpty ? self : within(rest)) : nil
        }
    }

    /// Below a part, numbers count the parts of the multipart or of the message that it is.
    private func within(_ path: some Collection<Int>) -> IMAPEntity? {
        switch content {
        case .leaf: nil
        case .multipart: part(path)
        case .message(let message): message.part(path)
        }
    }
}
