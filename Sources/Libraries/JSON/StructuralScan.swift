/// Looks over a text before any parser allocates for it: brackets and separators outside strings, nothing more.
///
/// It does not judge JSON; whatever is malformed is left for the parser to refuse. It only makes sure that the parser's
/// stack and memory stay within `JSONLimits`, and keeps raw NUL bytes away from jansson, which takes one behind the
/// value for the end of the text and would pass over whatever follows it.
struct StructuralScan {
    private let limits: JSONLimits
    private var depth = 0
    private var values = 1
    private var inString = false
    private var escaped = false

    static func check(_ text: [UInt8], within limits: JSONLimits) throws(JSONError) {
        guard !text.starts(with: [0xEF, 0xBB, 0xBF]) else { throw .malformed("byte order mark", offset: 0) }
        var scan = StructuralScan(limits: limits)
        for (offset, byte) in text.enumerated() {
            if let reason = scan.take(byte) { throw .malformed(reason, offset: offset) }
        }
    }

    private init(limits: JSONLimits) { self.limits = limits }

    /// Takes one byte; what is wrong with it is returned in words.
    private mutating func take(_ byte: UInt8) -> String? {
        if byte == 0 { return "NUL" }
        if inString {
            if escaped {
                escaped = false
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
            } else if byte == UInt8(ascii: "\"") {
                inString = false
            }
            return nil
        }
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            depth += 1
            values += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: ","), UInt8(ascii: ":"): values += 1
        default: break
        }
        if depth > limits.depth { return "nested too deeply" }
        return values > limits.values ? "too many values" : nil
    }
}
