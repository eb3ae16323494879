extension ResponseScanner {
    /// What follows OK, NO, BAD, BYE or PREAUTH. It cannot fail: a code that we cannot read is one that we do not know.
    mutating func status(_ condition: StatusResponse.Condition) -> StatusResponse {
        skipSpaces()
        let code = responseCode()
        skipSpaces()
        return StatusResponse(condition: condition, code: code, text: text)
    }

    private mutating func responseCode() -> ResponseCode? {
        guard next == UInt8(ascii: "["), let close = closingBracket() else { return nil }
        var inner = ResponseScanner(bytes, in: position + 1..<close + 2)
        position = close + 1
        inner.skipSpaces()
        guard let name = try? inner.keyword() else { return nil }
        inner.skipSpaces()
        return (try? inner.code(named: name)) ?? .other(name)
    }

    /// The bracket that ends the code: the first outside of quotes.
    private func closingBracket() -> Int? {
        var isQuoted = false
        for index in position + 1..<max(end, position + 1) {
            switch bytes[index] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "]") where !isQuoted: return index
            default: continue
            }
        }
        return nil
    }

    private mutating func code(named name: String) throws(IMAPSyntaxError) -> ResponseCode {
        switch name {
        case "CAPABILITY": return .capability(text.split(separator: " ").map { $0.uppercased() })
        case "UIDVALIDITY": return .uidValidity(try number32())
        default: return .other(name)
        }
    }

    /// A list of flags in parentheses; `NIL` for none.
    mutating func flags() throws(IMAPSyntaxError) -> [String] {
        if takeNil() { return [] }
        try expect(UInt8(ascii: "("))
        var flags: [String] = []
        while try !endsList() { flags.append(String(decoding: try flag(), as: UTF8.self)) }
        return flags
    }

    /// Flags are atoms; some servers quote keywords.
    private mutating func flag() throws(IMAPSyntaxError) -> [UInt8] {
        next == UInt8(ascii: "\"") ? try string() : Array(bytes[try atom()])
    }
}
