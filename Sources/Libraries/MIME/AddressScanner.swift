internal import Domain

/// Reads a list of addresses (RFC 5322, section 3.4, and the obsolete and broken forms of it) in one pass and without
/// recursion. Encoded words are opened last, so that a comma or a bracket inside one is never syntax.
struct AddressScanner {
    /// More than any header holds that a person wrote.
    static let maximumAddresses = 10_000

    private var rest: ArraySlice<UInt8>
    private var found: [NamedAddress] = []
    /// What came of the current entry: the words before or around the address, its comment, the address in brackets.
    private var words: [UInt8] = []
    private var comment: [UInt8] = []
    private var bracketed: [UInt8]?

    init(_ text: String) { rest = Array(text.utf8)[...] }

    mutating func addresses() -> [NamedAddress] {
        while let byte = rest.popFirst(), found.count < Self.maximumAddresses {
            switch byte {
            case UInt8(ascii: "\""): words += quoted()
            case UInt8(ascii: "("): comment = commented()
            case UInt8(ascii: "<"): bracketed = angle()
            case UInt8(ascii: ","), UInt8(ascii: ";"): endEntry()
            case UInt8(ascii: ":"): dropEntry()  // what came before was a group's name
            default: words.append(byte)
            }
        }
        endEntry()
        return found
    }

    private mutating func dropEntry() {
        words = []
        comment = []
        bracketed = nil
    }

    private mutating func endEntry() {
        defer { dropEntry() }
        if let bracketed {
            add(name: words.isEmpty ? comment : words, address: bracketed)
            return
        }
        let pieces = words.split { $0 == 0x20 || $0 == 0x09 }
        if pieces.count == 1 {
            add(name: comment, address: Array(pieces[0]))
        } else if let address = pieces.last(where: { $0.contains(UInt8(ascii: "@")) }) {
            let isSpaced = address.first == UInt8(ascii: "@") || address.last == UInt8(ascii: "@")
            let name = pieces.filter { $0.startIndex != address.startIndex }.joined(separator: [0x20])
            add(name: isSpaced ? comment : Array(name), address: isSpaced ? Array(pieces.joined()) : Array(address))
        }
    }

    private mutating func add(name: [UInt8], address: [UInt8]) {
        guard !address.isEmpty else { return }
        found.append(
            NamedAddress(name: HeaderDecoder.phrase(name), address: String(decoding: address, as: UTF8.self)))
    }

    /// The rest of a quoted string, without its quotes and back-slashes.
    private mutating func quoted() -> [UInt8] {
        var content: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            content.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return content
    }

    /// The rest of a comment; those inside it stay with their brackets.
    private mutating func commented() -> [UInt8] {
        var content: [UInt8] = []
        var depth = 1
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\\"):
                if let next = rest.popFirst() { content.append(next) }
                continue
            default: break
            }
            if depth == 0 { break }
            content.append(byte)
        }
        return content
    }

    /// What stands in angle brackets, without white space, without the route that RFC 5322, section 4.4 allows.
    private mutating func angle() -> [UInt8] {
        var content: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: ">") {
            if byte == UInt8(ascii: "\"") {
                content += [byte] + quoted() + [byte]
            } else if byte == UInt8(ascii: ":"), content.first == UInt8(ascii: "@") {
                content = []
            } else if byte != 0x20, byte != 0x09 {
                content.append(byte)
            }
        }
        return content
    }
}
