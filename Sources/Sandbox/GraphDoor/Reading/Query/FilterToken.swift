internal import Domain

/// One word of an OData filter.
enum FilterToken: Sendable, Hashable {
    /// A name, a path, an operator or a function.
    case name(String)
    case value(FilterValue)
    case open, close, comma, colon

    /// Reads them all; the second of each pair is where it begins, counted in bytes from 0.
    static func read(_ text: String) throws(GraphError) -> [(token: FilterToken, position: Int)] {
        var reader = Reader(bytes: Array(text.utf8))
        var tokens: [(FilterToken, Int)] = []
        while let (token, position) = try reader.next() { tokens.append((token, position)) }
        return tokens
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func next() throws(GraphError) -> (FilterToken, Int)? {
            while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
            guard position < bytes.count else { return nil }
            let start = position
            switch bytes[start] {
            case UInt8(ascii: "("): return (single(.open), start)
            case UInt8(ascii: ")"): return (single(.close), start)
            case UInt8(ascii: ","): return (single(.comma), start)
            case UInt8(ascii: ":"): return (single(.colon), start)
            case UInt8(ascii: "'"): return (.value(.text(try quoted())), start)
            case let byte where Self.isDigit(byte) || byte == UInt8(ascii: "-"):
                return (.value(try number(take { Self.isLetter($0) || Self.isDigit($0) || Self.isInDate($0) })), start)
            case let byte where Self.isLetter(byte):
                return (word(take { Self.isLetter($0) || Self.isDigit($0) || "_./".utf8.contains($0) }), start)
            default: throw FilterParser.syntaxError(at: start, in: bytes)
            }
        }

        private mutating func single(_ token: FilterToken) -> FilterToken {
            position += 1
            return token
        }

        private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
            let start = position
            while position < bytes.count, belongs(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        /// Two quotes stand for one.
        private mutating func quoted() throws(GraphError) -> String {
            let start = position
            var content: [UInt8] = []
            position += 1
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "'") {
                    guard position < bytes.count, bytes[position] == byte else {
                        return String(decoding: content, as: UTF8.self)
                    }
                    position += 1
                }
                content.append(byte)
            }
            throw .filterSyntax(
                "There is an unterminated string literal at position \(start) in "
                    + "'\(String(decoding: bytes.prefix(256), as: UTF8.self))'.")
        }

        private func word(_ text: String) -> FilterToken {
            switch text.lowercased() {
            case "true": .value(.bool(true))
            case "false": .value(.bool(false))
            case "null": .value(.null)
            default: .name(text)
            }
        }

        private func number(_ text: String) throws(GraphError) -> FilterValue {
            if let number = Int64(text) { return .number(number) }
            if let date = Timestamp(text) ?? Timestamp("\(text)T00:00:00Z") { return .date(date) }
            throw .filterSyntax("The literal '\(text.prefix(64))' is not of any type that is known here.")
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
        private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
        private static func isInDate(_ byte: UInt8) -> Bool { "-:.+".utf8.contains(byte) }
    }
}
