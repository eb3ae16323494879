internal import Domain

extension HeaderDecoder {
    /// The value of one parameter among those of a `Content-Type` or `Content-Disposition`.
    ///
    /// Continuations, charsets and percent encoding (RFC 2231, sections 3 and 4) are undone, and so are the encoded
    /// words that many mailers put there instead. Pairs come as they stand, names in any case, values unquoted.
    package static func parameter(_ name: String, among pairs: [(name: [UInt8], value: [UInt8])]) -> String? {
        let wanted = name.lowercased()
        let sections = pairs.prefix(maximumSections).compactMap { Section($0.name, value: $0.value, of: wanted) }
        let numbered = sections.filter { $0.number != nil }.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
        if let whole = sections.first(where: { $0.number == nil && $0.isExtended }) { return joined([whole]) }
        if numbered.first?.number == 0 { return joined(unbroken(numbered)) }
        return sections.first { $0.number == nil }.map { text($0.value) }
    }

    private static let maximumSections = 1_000

    /// Sections 0, 1, 2 … up to the first gap; a number that comes twice counts once.
    private static func unbroken(_ sections: [Section]) -> [Section] {
        sections.reduce(into: []) { if $1.number == $0.count { $0.append($1) } }
    }

    private static func joined(_ sections: [Section]) -> String {
        var charset: String?
        var bytes: [UInt8] = []
        for (index, section) in sections.enumerated() {
            guard section.isExtended else {
                bytes += section.value
                continue
            }
            var value = section.value[...]
            if index == 0 {
                let quotes = value.indices.filter { value[$0] == UInt8(ascii: "'") }.prefix(2)
                if quotes.count == 2 {
                    charset = String(decoding: value[..<quotes[0]], as: UTF8.self)
                    value = value[(quotes[1] + 1)...]
                }
            }
            bytes += percentDecoded(value)
        }
        return unfolded(Array(Charset.decode(bytes, from: charset).utf8))
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let high = QuotedPrintableDecoder.hexValue(rest[rest.startIndex]),
                let low = QuotedPrintableDecoder.hexValue(rest[rest.startIndex + 1])
            {
                result.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// One piece of a parameter: `name`, `name*`, `name*1` or `name*1*`.
    private struct Section {
        var number: Int?
        var isExtended: Bool
        var value: [UInt8]

        init?(_ rawName: [UInt8], value: [UInt8], of wanted: String) {
            var name = String(decoding: rawName.prefix(256), as: UTF8.self).lowercased()[...]
            isExtended = name.hasSuffix("*")
            if isExtended { name.removeLast() }
            let parts = name.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, first == wanted else { return nil }
            if parts.count == 2 {
                guard let number = Int(parts[1]), (0..<HeaderDecoder.maximumSections).contains(number) else {
                    return nil
                }
                self.number = number
            }
            self.value = value
        }
    }
}
