extension ResponseScanner {
    /// `nstring`: a quoted string, a literal, or nil for `NIL`.
    mutating func nstring() throws(IMAPSyntaxError) -> [UInt8]? {
        takeNil() ? nil : try string()
    }

    /// A quoted string or a literal.
    mutating func string() throws(IMAPSyntaxError) -> [UInt8] {
        switch next {
        case UInt8(ascii: "\""): return try quoted()
        case UInt8(ascii: "{"), UInt8(ascii: "~"):
            guard case .held(let range) = try literal() else { return [] }
            return Array(bytes[range])
        default: return try fails("no string where one belongs")
        }
    }

    /// The content of a body section.
    mutating func content() throws(IMAPSyntaxError) -> FetchedMessage.Content {
        if takeNil() { return .missing }
        guard next == UInt8(ascii: "{") || next == UInt8(ascii: "~") else { return .bytes(try string()) }
        switch try literal() {
        case .held(let range): return .bytes(Array(bytes[range]))
        case .streamed(let count): return .streamed(count)
        }
    }

    enum Literal {
        case held(Range<Int>)
        case streamed(Int)
    }

    /// `{n}`, CRLF and n bytes (RFC 9051, section 4.3); `~{n}` is a literal that may hold NUL (RFC 3516).
    mutating func literal() throws(IMAPSyntaxError) -> Literal {
        _ = take(UInt8(ascii: "~"))
        try expect(UInt8(ascii: "{"))
        guard let count = Int(exactly: try number()) else { return try fails("a literal of unreal size") }
        _ = take(UInt8(ascii: "+"))
        try expect(UInt8(ascii: "}"))
        try expect(0x0D)
        try expect(0x0A)
        if position == streamed { return .streamed(count) }
        guard count <= end - position else { return try fails("a literal beyond the response") }
        defer { position += count }
        return .held(position..<position + count)
    }

    private mutating func quoted() throws(IMAPSyntaxError) -> [UInt8] {
        position += 1
        let begin = position
        while position < end, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
            position += 1
        }
        if next == UInt8(ascii: "\"") {
            defer { position += 1 }
            return Array(bytes[begin..<position])
        }
        return try quotedWithEscapes(after: begin)
    }

    private mutating func quotedWithEscapes(after begin: Int) throws(IMAPSyntaxError) -> [UInt8] {
        var result = Array(bytes[begin..<position])
        while position < end {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return result }
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard position < end else { break }
            result.append(bytes[position])
            position += 1
        }
        return try fails("a quoted string without an end")
    }

    /// Passes over one value of any kind: what nobody asked for, or more of it than is kept. However deep its lists nest
    /// and however many things are in them, it takes no memory.
    mutating func skipValue() throws(IMAPSyntaxError) {
        var depth = 0
        repeat {
            skipSpaces()
            switch next {
            case UInt8(ascii: "("):
                position += 1
                depth += 1
            case UInt8(ascii: ")") where depth > 0:
                position += 1
                depth -= 1
            case UInt8(ascii: "\""): _ = try quoted()
            case UInt8(ascii: "{"): _ = try literal()
            default: _ = try atom()
            }
        } while depth > 0
    }
}
