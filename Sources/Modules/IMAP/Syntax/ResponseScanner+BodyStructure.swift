extension ResponseScanner {
    /// A body structure: strictly read if it can be, else passed over whole and marked. So is one with more levels or
    /// items than we follow: it is the sender's doing, and the other messages shall be told of all the same.
    mutating func bodyStructure() throws(IMAPSyntaxError) -> BodyStructure {
        let begin = self
        do throws(IMAPSyntaxError) {
            remainingItems = IMAPLimits.structureItems
            let part = try bodyPart(depth: 0)
            remainingItems = begin.remainingItems
            return .part(part)
        } catch {
            self = begin
            try skipValue()
            return .malformed(mentionsAttachment: mentionsAttachment(in: begin.position..<position))
        }
    }

    private mutating func bodyPart(depth: Int) throws(IMAPSyntaxError) -> BodyPart {
        guard depth < IMAPLimits.depth else { return try fails("parts too deep") }
        try countItem()
        try expect(UInt8(ascii: "("))
        skipSpaces()
        return next == UInt8(ascii: "(") ? try multipart(depth: depth) : try singlePart(depth: depth)
    }

    private mutating func multipart(depth: Int) throws(IMAPSyntaxError) -> BodyPart {
        var part = BodyPart(type: "multipart")
        while next == UInt8(ascii: "(") {
            part.children.append(try bodyPart(depth: depth + 1))
            skipSpaces()
        }
        part.subtype = try word() ?? ""
        if try endsList() { return part }
        part.parameters = try parameters()
        if try endsList() { return part }
        (part.disposition, part.dispositionParameters) = try disposition()
        while try !endsList() { try skipValue() }  // language, location, and what comes later
        return part
    }

    private mutating func singlePart(depth: Int) throws(IMAPSyntaxError) -> BodyPart {
        var part = BodyPart()
        part.type = try word() ?? ""
        skipSpaces()
        part.subtype = try word() ?? ""
        skipSpaces()
        part.parameters = try parameters()
        skipSpaces()
        part.id = try nstring()
        skipSpaces()
        _ = try nstring()  // description
        skipSpaces()
        part.encoding = try word()
        skipSpaces()
        part.octets = takeNil() ? 0 : Int(clamping: try number())
        if try endsList() { return part }
        if try skipOwnFields(of: part, depth: depth) { return part }
        _ = try nstring()  // MD5
        if try endsList() { return part }
        (part.disposition, part.dispositionParameters) = try disposition()
        while try !endsList() { try skipValue() }
        return part
    }

    /// What only texts and attached messages have. True when the part ended there.
    private mutating func skipOwnFields(of part: BodyPart, depth: Int) throws(IMAPSyntaxError) -> Bool {
        if part.type == "message", part.subtype == "rfc822" || part.subtype == "global", next == UInt8(ascii: "(") {
            _ = try envelope()
            skipSpaces()
            _ = try bodyPart(depth: depth + 1)
            skipSpaces()
            try skipLines()
            return try endsList()
        }
        guard next.isDigit || part.type == "text" else { return false }
        try skipLines()
        return try endsList()
    }

    /// A count of lines.
    private mutating func skipLines() throws(IMAPSyntaxError) {
        if !takeNil() { _ = try number() }
    }

    private mutating func word() throws(IMAPSyntaxError) -> String? {
        try nstring().map { String(decoding: $0, as: UTF8.self).lowercased() }
    }

    /// `("charset" "utf-8" …)`, `NIL`, or `()`, which is not allowed but common.
    private mutating func parameters() throws(IMAPSyntaxError) -> [BodyPart.Parameter] {
        if takeNil() { return [] }
        try expect(UInt8(ascii: "("))
        var parameters: [BodyPart.Parameter] = []
        while try !endsList() {
            let name = try nstring() ?? []
            skipSpaces()
            parameters.append(BodyPart.Parameter(name: name, value: try nstring() ?? []))
        }
        return parameters
    }

    /// `("attachment" ("filename" "a.pdf"))`. Exchange also writes a bare `"inline"` and `(NIL NIL)` (reference sheet §B4).
    private mutating func disposition() throws(IMAPSyntaxError) -> (String?, [BodyPart.Parameter]) {
        guard take(UInt8(ascii: "(")) else { return (try word(), []) }
        skipSpaces()
        let disposition = try word()
        if try endsList() { return (disposition, []) }
        let parameters = try parameters()
        while try !endsList() { try skipValue() }
        return (disposition, parameters)
    }

    /// Whether the words of an attachment stand in a structure that could not be read.
    private func mentionsAttachment(in range: Range<Int>) -> Bool {
        let text = String(decoding: bytes[range].lazy.map(\.uppercased), as: UTF8.self)
        return text.contains("\"ATTACHMENT\"") || text.contains("\"FILENAME\"")
    }
}
