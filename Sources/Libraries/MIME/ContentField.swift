/// A `Content-Type` or `Content-Disposition` value: its main word, and its parameters as they stand (RFC 2045, section
/// 5.1).
package struct ContentField {
    /// In lower case: `text/plain`, `attachment`.
    package let value: String
    package let parameters: [(name: [UInt8], value: [UInt8])]

    package init(_ raw: [UInt8]) {
        let text = Array(HeaderDecoder.unfolded(raw).utf8)
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in text {
            if byte == UInt8(ascii: ";"), !isQuoted {
                pieces.append([])
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
            pieces[pieces.count - 1].append(byte)
        }
        value = Self.trimmed(pieces[0][...]).lowercased()
        parameters = pieces.dropFirst().prefix(1_000).compactMap { piece in
            guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            return (Array(Self.trimmed(piece[..<equals]).utf8), Self.unquoted(Self.trimmed(piece[(equals + 1)...])))
        }
    }

    /// One parameter, decoded.
    package func parameter(_ name: String) -> String? { HeaderDecoder.parameter(name, among: parameters) }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).trimmingSpaces
    }

    private static func unquoted(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "\"") else { return bytes }
        var content: [UInt8] = []
        var isEscaped = false
        for byte in bytes.dropFirst() {
            if byte == UInt8(ascii: "\""), !isEscaped { break }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            if !isEscaped { content.append(byte) }
        }
        return content
    }
}
