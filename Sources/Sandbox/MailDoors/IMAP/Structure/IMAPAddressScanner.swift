/// Takes an address field apart for ENVELOPE, where names stay as they were encoded and groups are marked (RFC 3501,
/// section 7.4.2). One pass, no recursion. Not MIME's scanner, which opens encoded words and forgets groups; and its own,
/// so that no misreading is shared with what Postern reads mail with.
struct IMAPAddressScanner {
    enum Entry: Equatable {
        case address(name: [UInt8]?, mailbox: [UInt8], host: [UInt8])
        case groupStart([UInt8])
        case groupEnd
    }

    /// More than any header holds that a person wrote.
    static let mostEntries = 10_000

    private var rest: ArraySlice<UInt8>
    private var entries: [Entry] = []
    private var words: [UInt8] = []
    private var bracketed: [UInt8]?
    private var comment: [UInt8] = []
    private var isInGroup = false

    init(_ value: [UInt8]) { rest = value[...] }

    mutating func scan() -> [Entry] {
        while let byte = rest.popFirst(), entries.count < Self.mostEntries {
            switch byte {
            case UInt8(ascii: "\""): words += quoted()
            case UInt8(ascii: "("): comment = commented()
            case UInt8(ascii: "<"): bracketed = angle()
            case UInt8(ascii: ","): endAddress()
            case UInt8(ascii: ":"):
                entries.append(.groupStart(Self.trimmed(words)))
                clear()
                isInGroup = true
            case UInt8(ascii: ";"):
                endAddress()
                if isInGroup { entries.append(.groupEnd) }
                isInGroup = false
            default: words.append(byte)
            }
        }
        endAddress()
        if isInGroup { entries.append(.groupEnd) }
        return entries
    }

    private mutating func clear() {
        words = []
        bracketed = nil
        comment = []
    }

    private mutating func endAddress() {
        defer { clear() }
        let text = Self.trimmed(words)
        let address = bracketed ?? text.filter { $0 != 0x20 && $0 != 0x09 }
        guard !address.isEmpty else { return }
        let name = bracketed == nil || text.isEmpty ? Self.trimmed(comment) : text
        let at = address.lastIndex(of: UInt8(ascii: "@"))
        entries.append(
            .address(
                name: name.isEmpty ? nil : name, mailbox: Array(address[..<(at ?? address.endIndex)]),
                host: at.map { Array(address[($0 + 1)...]) } ?? []))
    }

    /// The rest of a quoted string, without its quotes and back-slashes.
    private mutating func quoted() -> [UInt8] {
        var content: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            content.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return content
    }

    private mutating func commented() -> [UInt8] {
        var content: [UInt8] = []
        var depth = 1
        while let byte = rest.popFirst() {
            depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
            if depth == 0 { break }
            content.append(byte)
        }
        return content
    }

    private mutating func angle() -> [UInt8] {
        var content: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: ">") {
            if byte == UInt8(ascii: ":"), content.first == UInt8(ascii: "@") {
                content = []  // a route (RFC 5322, section 4.4)
            } else if byte != 0x20, byte != 0x09 {
                content.append(byte)
            }
        }
        return content
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] { IMAPHeader.unfolded(bytes[...]) }
}
