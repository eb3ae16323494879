/// Cuts the server's bytes into responses (RFC 9051, section 4.3: lines, and literals within them), however they were
/// cut on their way. Bodies pass through it in pieces, everything else is bounded by `IMAPLimits`.
struct ResponseFramer {
    private(set) var bytes: [UInt8] = []
    private let limits: IMAPLimits
    /// Where the response that is being read begins, and where the search for its end goes on.
    private var start = 0
    private var scanned = 0
    /// Bytes of this response that belong to held literals.
    private var held = 0
    private var literal = LiteralState.none
    private var streamed: Int?
    /// Whether the literal of a `BODY[…]` is given out as it comes.
    var streamsBodies = false

    private enum LiteralState {
        case none
        case held(Int)
        case streaming(Int)
    }

    init(limits: IMAPLimits = IMAPLimits()) { self.limits = limits }

    mutating func append(_ new: [UInt8]) {
        compact()
        if bytes.isEmpty { bytes = new } else { bytes += new }
    }

    /// The next frame, or nil when more bytes are needed. Places in a frame hold until the next `append`.
    mutating func next() throws(IMAPSyntaxError) -> ResponseFrame? {
        while true {
            switch literal {
            case .streaming: return nil
            case .held(let count):
                guard bytes.count - scanned >= count else { return nil }
                scanned += count
                literal = .none
            case .none:
                guard let lineEnd = try endOfLine() else { return nil }
                guard let announced = try announcedLiteral(before: lineEnd) else { return finish(at: lineEnd) }
                scanned = lineEnd
                if streamsBodies, streamed == nil, isBodyLiteral(announced) {
                    literal = .streaming(announced.count)
                    streamed = lineEnd
                    return .literal(announced.count)
                }
                try hold(announced.count)
            }
        }
    }

    /// The next piece of the literal that is being streamed; nil when more bytes are needed, empty at its end.
    mutating func literalPiece() -> [UInt8]? {
        guard case .streaming(let remaining) = literal else { return [] }
        guard remaining > 0 else {
            literal = .none
            return []
        }
        let count = min(remaining, bytes.count - scanned)
        guard count > 0 else { return nil }
        let piece = Array(bytes[scanned..<scanned + count])
        bytes.removeSubrange(scanned..<scanned + count)
        literal = .streaming(remaining - count)
        return piece
    }

    private mutating func hold(_ count: Int) throws(IMAPSyntaxError) {
        guard count <= limits.literal else { throw IMAPSyntaxError("a literal longer than \(limits.literal) bytes") }
        held += count
        guard scanned - start + count <= limits.response else {
            throw IMAPSyntaxError("a response longer than \(limits.response) bytes")
        }
        literal = .held(count)
    }

    private mutating func finish(at end: Int) -> ResponseFrame {
        let frame = ResponseFrame.response(start..<end, streamed: streamed)
        start = end
        scanned = end
        held = 0
        streamed = nil
        return frame
    }

    /// Just behind the next CRLF.
    private mutating func endOfLine() throws(IMAPSyntaxError) -> Int? {
        var position = scanned
        let end = bytes.count
        while position < end, bytes[position] != 0x0A { position += 1 }
        guard position < end else {
            scanned = position
            try checkLength(position)
            return nil
        }
        guard position > start, bytes[position - 1] == 0x0D else { throw IMAPSyntaxError("a line feed alone") }
        scanned = position + 1
        try checkLength(position)
        return position + 1
    }

    private func checkLength(_ end: Int) throws(IMAPSyntaxError) {
        let length = end - start - held
        guard length > limits.line else { return }
        let limit = mayBeLong ? limits.longLine : limits.line
        guard length <= limit else { throw IMAPSyntaxError("a line longer than \(limit) bytes") }
    }

    /// `* SEARCH`, `* ESEARCH` or `* 12 FETCH`.
    private var mayBeLong: Bool {
        var word = start + 1
        while word < bytes.count, bytes[word] == 0x20 || bytes[word].isDigit { word += 1 }
        return ["SEARCH", "ESEARCH", "FETCH"].contains { hasWord($0, at: word) }
    }

    /// The literal that the line ending before `lineEnd` announces: `{n}` or `{n+}` right before its CRLF.
    private func announcedLiteral(before lineEnd: Int) throws(IMAPSyntaxError) -> (brace: Int, count: Int)? {
        var position = lineEnd - 3
        guard position > start, bytes[position] == UInt8(ascii: "}"), mayHoldLiteral else { return nil }
        position -= 1
        if bytes[position] == UInt8(ascii: "+") { position -= 1 }
        let lastDigit = position
        while position > start, bytes[position].isDigit { position -= 1 }
        guard bytes[position] == UInt8(ascii: "{"), position < lastDigit else { return nil }
        guard lastDigit - position <= 18 else { throw IMAPSyntaxError("a literal of unreal size") }
        return (position, bytes[position + 1...lastDigit].reduce(0) { $0 * 10 + Int($1 &- 0x30) })
    }

    /// Lines for people may end in anything, also in `{5}`.
    private var mayHoldLiteral: Bool {
        guard bytes[start] == UInt8(ascii: "*") else { return false }
        return !["OK", "NO", "BAD", "BYE", "PREAUTH"].contains { hasWord($0, at: start + 2) }
    }

    /// Whether the literal is the content of a body section: `BODY[…]` or `BODY[…]<origin>` stands before it.
    private func isBodyLiteral(_ announced: (brace: Int, count: Int)) -> Bool {
        var position = announced.brace - 1
        if position > start, bytes[position] == UInt8(ascii: "~") { position -= 1 }
        while position > start, bytes[position] == 0x20 { position -= 1 }
        return bytes[position] == UInt8(ascii: "]") || bytes[position] == UInt8(ascii: ">")
    }

    private func hasWord(_ word: StaticString, at position: Int) -> Bool {
        let text = word.description.utf8
        guard position + text.count < bytes.count else { return false }
        return zip(text, bytes[position...]).allSatisfy { $0 == $1.uppercased }
            && !bytes[position + text.count].isAtomByte
    }

    private mutating func compact() {
        guard start > 0 else { return }
        bytes.removeFirst(start)
        scanned -= start
        streamed = streamed.map { $0 - start }
        start = 0
    }
}
