/// A header taken into its fields, each with its exact bytes.
struct IMAPHeader {
    struct Field {
        /// In lower case.
        var name: String
        /// From the name to the end of the last line, CRLF and all.
        var whole: ArraySlice<UInt8>
        /// What follows the colon, folds and all.
        var value: ArraySlice<UInt8>
    }
    let fields: [Field]

    /// Headers are looked into no further than this.
    static let longest = 1 << 20

    init(_ bytes: [UInt8]) {
        var fields: [Field] = []
        var start = 0
        while start < bytes.count {
            let end = Self.fieldEnd(in: bytes, from: start)
            if let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")) {
                let name = String(decoding: bytes[start..<colon], as: UTF8.self).lowercased()
                fields.append(
                    Field(
                        name: name.filter { $0 != " " && $0 != "\t" }, whole: bytes[start..<end],
                        value: bytes[(colon + 1)..<end]))
            }
            start = end
        }
        self.fields = fields
    }

    /// The header of an entity.
    init(of entity: IMAPEntity, in source: some IMAPSource) {
        self.init(
            source.read(
                entity.header.lowerBound..<min(entity.header.upperBound, entity.header.lowerBound + Self.longest)))
    }

    /// The first value of a name in lower case, unfolded and without blanks around it; nil when it is not there.
    func value(_ name: String) -> [UInt8]? { fields.first { $0.name == name }.map { Self.unfolded($0.value) } }

    /// `HEADER.FIELDS`: the lines of these names, in upper case, or all others; and the empty line.
    func selection(_ names: [String], excluded: Bool) -> [UInt8] {
        let wanted = Set(names.map { $0.lowercased() })
        var result: [UInt8] = []
        for field in fields where wanted.contains(field.name) != excluded { result += field.whole }
        return result + [0x0d, 0x0a]
    }

    static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let line = value.filter { $0 != 0x0d && $0 != 0x0a }
        let start = line.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.endIndex
        let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? line.startIndex
        return start < line.endIndex ? Array(line[start...end]) : []
    }

    private static func fieldEnd(in bytes: [UInt8], from start: Int) -> Int {
        var position = start
        while let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
            position = end + 1
            guard position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 else { return position }
        }
        return bytes.count
    }
}
