package import Domain

/// A message taken apart. Malformed mail gives what can be made out of it; nothing makes the parser fail but size.
package struct ParsedMessage: Sendable, Hashable {
    /// All fields in order, decoded.
    package let headers: [HeaderField]
    /// The leaves of the structure, in order.
    package let parts: [MessagePart]

    /// Bounds that keep a small message from becoming large in memory: delimiter-like lines, and levels.
    package static let maximumDelimiters = 20_000
    package static let maximumDepth = 64

    package init(parsing bytes: [UInt8]) throws(MIMEError) {
        guard Self.delimiters(in: bytes) <= Self.maximumDelimiters else { throw .tooComplex("too many parts") }
        (headers, parts) = MessageParser.parse(bytes)
    }

    /// The first value of a field, decoded as text.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String? { parts.first { $0.contentType == "text/plain" && !$0.isAttachment }?.text }
    package var html: String? { parts.first { $0.contentType == "text/html" && !$0.isAttachment }?.text }
    package var attachments: [MessagePart] { parts.filter(\.isAttachment) }

    /// Lines that begin like a multipart's delimiter.
    private static func delimiters(in bytes: [UInt8]) -> Int {
        var count = 0
        var atLineStart = true
        for (index, byte) in bytes.enumerated() {
            if atLineStart, byte == UInt8(ascii: "-"), index + 1 < bytes.count, bytes[index + 1] == byte { count += 1 }
            atLineStart = byte == UInt8(ascii: "\n")
        }
        return count
    }
}
