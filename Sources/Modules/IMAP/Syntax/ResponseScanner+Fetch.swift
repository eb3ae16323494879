internal import Domain

extension ResponseScanner {
    /// The items of a FETCH line, from its opening parenthesis.
    mutating func fetched(_ number: UInt32) throws(IMAPSyntaxError) -> FetchedMessage {
        var message = FetchedMessage(number: number)
        try expect(UInt8(ascii: "("))
        while try !endsList() { try item(of: &message) }
        return message
    }

    private mutating func item(of message: inout FetchedMessage) throws(IMAPSyntaxError) {
        let name = try itemName()
        if take(UInt8(ascii: "[")) { return try section(named: name, of: &message) }
        skipSpaces()
        switch name {
        case "UID": message.uid = try number32()
        case "FLAGS": message.flags = try flags()
        case "INTERNALDATE": message.receivedAt = try internalDate()
        case "RFC822.SIZE": message.size = try size()
        case "ENVELOPE": message.envelope = try envelope()
        case "BODYSTRUCTURE", "BODY": message.structure = try bodyStructure()
        case "RFC822": message.sections.append(.init(name: "", content: try content()))
        case "X-GM-THRID": message.threadID = String(try number())
        case "THREADID": message.threadID = try objectID()
        default: try skipValue()
        }
    }

    /// An item's name: an atom that ends at a bracket as well.
    private mutating func itemName() throws(IMAPSyntaxError) -> String {
        let begin = position
        while position < end, bytes[position].isAtomByte, bytes[position] != UInt8(ascii: "[") { position += 1 }
        guard position > begin else { return try fails("no item where one belongs") }
        return String(decoding: bytes[begin..<position].lazy.map(\.uppercased), as: UTF8.self)
    }

    /// `BODY[1.2]<0> {5}` from behind its opening bracket.
    private mutating func section(
        named name: String, of message: inout FetchedMessage
    ) throws(IMAPSyntaxError) {
        let begin = position
        while next != UInt8(ascii: "]") {
            guard !isAtEnd else { throw IMAPSyntaxError("a section without an end") }
            position += 1
        }
        let section = String(decoding: bytes[begin..<position].lazy.map(\.uppercased), as: UTF8.self)
        position += 1
        if take(UInt8(ascii: "<")) {
            _ = try number()
            try expect(UInt8(ascii: ">"))
        }
        skipSpaces()
        guard name == "BODY" || name == "BINARY" else { return try skipValue() }
        message.sections.append(.init(name: section, content: try content()))
    }

    /// Exchange estimates sizes, and a server without one says NIL.
    private mutating func size() throws(IMAPSyntaxError) -> Int? {
        takeNil() ? nil : Int(clamping: try number())
    }

    /// `(T1234)`, or NIL (RFC 8474).
    private mutating func objectID() throws(IMAPSyntaxError) -> String? {
        if takeNil() { return nil }
        try expect(UInt8(ascii: "("))
        let begin = position
        while next != UInt8(ascii: ")") {
            guard !isAtEnd else { return try fails("a list without an end") }
            position += 1
        }
        defer { position += 1 }
        return String(decoding: bytes[begin..<position], as: UTF8.self)
    }

    /// `"17-Jul-1996 02:44:25 -0700"`; a date that is none is no reason to lose the message.
    private mutating func internalDate() throws(IMAPSyntaxError) -> Timestamp? {
        guard let text = try nstring() else { return nil }
        return InternalDate.timestamp(text)
    }
}
