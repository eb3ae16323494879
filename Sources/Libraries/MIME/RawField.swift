/// One header field as it stands in a message: its name in lower case, and where it is.
struct RawField: Sendable, Hashable {
    let name: String
    /// From the first byte of the name to the end of the last line end.
    let whole: Range<Int>
    /// What comes after the colon, folds and all.
    let value: Range<Int>

    /// The fields of a message whose lines were checked already.
    static func fields(of bytes: [UInt8], limit: Int) throws(MIMEError) -> [RawField] {
        var fields: [RawField] = []
        var start = 0
        while start < bytes.count, !isLineEnd(bytes, start) {
            let end = fieldEnd(in: bytes, from: start)
            guard end <= limit else { throw .tooComplex("the header is too long") }
            fields.append(try field(in: bytes, start..<end))
            start = end
        }
        guard !fields.isEmpty else { throw .invalid(field: "raw", reason: "no header") }
        return fields
    }

    private static func field(in bytes: [UInt8], _ whole: Range<Int>) throws(MIMEError) -> RawField {
        guard let colon = bytes[whole].firstIndex(of: UInt8(ascii: ":")) else {
            throw .invalid(field: "raw", reason: "a header line without a colon")
        }
        // Obsolete syntax allows white space before the colon (RFC 5322, section 4.5); servers differ on what it means.
        let name = String(decoding: bytes[whole.lowerBound..<colon], as: UTF8.self)
        guard FieldName.isValid(name) else {
            throw .invalid(field: "raw", reason: "a header line without a field name")
        }
        return RawField(name: name.lowercased(), whole: whole, value: colon + 1..<whole.upperBound)
    }

    private static func fieldEnd(in bytes: [UInt8], from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let isEnd = bytes[position] == UInt8(ascii: "\n")
            position += 1
            if isEnd, position >= bytes.count || !isFold(bytes[position]) { break }
        }
        return position
    }

    private static func isFold(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func isLineEnd(_ bytes: [UInt8], _ position: Int) -> Bool { bytes[position] == UInt8(ascii: "\r") }
}
