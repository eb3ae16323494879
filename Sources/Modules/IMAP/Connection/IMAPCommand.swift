internal import Mail

/// One command without its tag.
struct IMAPCommand: Sendable {
    enum Piece: Sendable, Equatable {
        /// Written as it stands: only text of our own and checked numbers.
        case text(String)
        /// Written as a quoted string or a literal, whatever is in it.
        case string([UInt8])
        /// Always a literal: a message.
        case literal([UInt8])
    }
    let pieces: [Piece]
    /// Takes the content of `BODY[…]` as it comes, instead of the response.
    let bodySink: (any ContentSink)?

    init(_ pieces: Piece..., bodySink: (any ContentSink)? = nil) {
        self.pieces = pieces
        self.bodySink = bodySink
    }

    init(_ text: String, bodySink: (any ContentSink)? = nil) {
        self.init(.text(text), bodySink: bodySink)
    }

    /// The bytes with their tag. Before each but the first block the server's `+` has to be waited for.
    func encoded(tag: String, for capabilities: IMAPCapabilities) -> [[UInt8]] {
        var blocks: [[UInt8]] = [Array("\(tag) ".utf8)]
        for piece in pieces {
            switch piece {
            case .text(let text): blocks[blocks.count - 1] += Array(text.utf8)
            case .string(let bytes) where Self.canBeQuoted(bytes): blocks[blocks.count - 1] += Self.quoted(bytes)
            case .string(let bytes), .literal(let bytes):
                let isAtOnce = capabilities.takesLiteralAtOnce(of: bytes.count)
                blocks[blocks.count - 1] += Array("{\(bytes.count)\(isAtOnce ? "+" : "")}\r\n".utf8)
                if isAtOnce { blocks[blocks.count - 1] += bytes } else { blocks.append(bytes) }
            }
        }
        blocks[blocks.count - 1] += [0x0D, 0x0A]
        return blocks
    }

    /// Printable ASCII, and short: a quoted string must not hold CR, LF or NUL, and 8-bit only under UTF8=ACCEPT.
    private static func canBeQuoted(_ bytes: [UInt8]) -> Bool {
        bytes.count <= 1_024 && bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let backslash = UInt8(ascii: "\\")
        return [quote] + bytes.flatMap { $0 == quote || $0 == backslash ? [backslash, $0] : [$0] } + [quote]
    }
}
