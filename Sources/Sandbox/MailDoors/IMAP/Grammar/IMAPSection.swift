/// What stands between the brackets of `BODY[…]` (RFC 3501, section 6.4.5).
struct IMAPSection: Hashable, Sendable {
    enum Text: Hashable, Sendable {
        /// The part itself, or the message when there is no path.
        case content
        case header, text, mime
        /// `HEADER.FIELDS` or `HEADER.FIELDS.NOT`, names in upper case.
        case fields([String], excluded: Bool)
    }
    var path: [Int] = []
    var text = Text.content

    /// No honest message nests as deep.
    static let deepestPath = 32

    /// As answers repeat it.
    var label: String {
        let word: String? =
            switch text {
            case .content: nil
            case .header: "HEADER"
            case .text: "TEXT"
            case .mime: "MIME"
            case .fields(let names, let excluded):
                "HEADER.FIELDS\(excluded ? ".NOT" : "") (\(names.map(Self.quoted).joined(separator: " ")))"
            }
        return (path.map(String.init) + [word].compactMap(\.self)).joined(separator: ".")
    }

    private static func quoted(_ name: String) -> String {
        name.utf8.allSatisfy(IMAPScanner.isAtom) ? name : String(decoding: IMAPText.string(name), as: UTF8.self)
    }
}

extension IMAPSection {
    /// After the opening bracket; the closing one is taken too.
    init(scanning scanner: inout IMAPScanner) throws(IMAPSyntaxError) {
        self.init()
        var isFirst = true
        while !scanner.take("]") {
            if !isFirst { try scanner.expect(".") }
            isFirst = false
            if let byte = scanner.peek, (0x31...0x39).contains(byte) {
                guard path.count < Self.deepestPath, let number = Int(exactly: try scanner.number()) else {
                    throw .argument
                }
                path.append(number)
            } else {
                text = try Self.text(&scanner, inPart: !path.isEmpty)
                try scanner.expect("]")
                return
            }
        }
    }

    private static func text(_ scanner: inout IMAPScanner, inPart: Bool) throws(IMAPSyntaxError) -> Text {
        if scanner.take(word: "HEADER.FIELDS") {
            let excluded = scanner.take(word: ".NOT")
            try scanner.space()
            let names = try scanner.list { scanner throws(IMAPSyntaxError) in
                String(decoding: try scanner.astring(), as: UTF8.self).uppercased()
            }
            guard !names.isEmpty else { throw .argument }
            return .fields(names, excluded: excluded)
        }
        if scanner.take(word: "HEADER") { return .header }
        if scanner.take(word: "TEXT") { return .text }
        if inPart, scanner.take(word: "MIME") { return .mime }
        throw .argument
    }
}
