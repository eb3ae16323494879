extension ResponseScanner {
    mutating func listedMailbox() throws(IMAPSyntaxError) -> ListedMailbox {
        let attributes = try flags().map { $0.lowercased() }
        skipSpaces()
        let delimiter = try nstring()
        guard delimiter?.count ?? 0 <= 1 else { return try fails("a delimiter of several bytes") }
        skipSpaces()
        return ListedMailbox(attributes: attributes, delimiter: delimiter?.first, name: try mailboxName())
    }

    /// A mailbox name at the end of a line. Exchange lists names with spaces and controls unquoted (reference sheet §B3),
    /// so a bare name goes on to the end, or to the extended items of RFC 5258.
    private mutating func mailboxName() throws(IMAPSyntaxError) -> [UInt8] {
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "{") { return try string() }
        let begin = position
        while position < end, !startsExtension { position += 1 }
        guard position > begin else { return try fails("a mailbox without a name") }
        return Array(bytes[begin..<position])
    }

    /// ` ("CHILDINFO" …` or ` (OLDNAME …`: a space and a list.
    private var startsExtension: Bool {
        bytes[position] == 0x20 && position + 1 < end && bytes[position + 1] == UInt8(ascii: "(")
            && bytes[end - 1] == UInt8(ascii: ")")
    }

    mutating func mailboxStatus() throws(IMAPSyntaxError) -> MailboxStatus {
        var status = MailboxStatus(name: try statusName())
        skipSpaces()
        try expect(UInt8(ascii: "("))
        while try !endsList() {
            let item = try keyword()
            skipSpaces()
            switch item {
            case "MESSAGES": status.messages = try number32()
            case "UNSEEN": status.unseen = try number32()
            default: try skipValue()
            }
        }
        return status
    }

    /// A bare name may hold spaces here as well: it ends where the last list begins.
    private mutating func statusName() throws(IMAPSyntaxError) -> [UInt8] {
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "{") { return try string() }
        guard let list = bytes[position..<max(position, end)].lastIndex(of: UInt8(ascii: "(")) else {
            return try fails("a status without its items")
        }
        let begin = position
        position = list
        var nameEnd = list
        while nameEnd > begin, bytes[nameEnd - 1] == 0x20 { nameEnd -= 1 }
        guard nameEnd > begin else { return try fails("a mailbox without a name") }
        return Array(bytes[begin..<nameEnd])
    }

    /// The first of the personal namespaces; the others' and shared ones are not used.
    mutating func namespace() throws(IMAPSyntaxError) -> PersonalNamespace? {
        if takeNil() { return nil }
        try expect(UInt8(ascii: "("))
        skipSpaces()
        try expect(UInt8(ascii: "("))
        let prefix = try nstring() ?? []
        skipSpaces()
        return PersonalNamespace(prefix: prefix, delimiter: try nstring()?.first)
    }
}
