package import Domain

extension MessageText {
    /// Text as a backend has it, decoded, cut to at most `maximum` bytes of UTF-8, never inside of a character.
    ///
    /// `missing` says how much larger the whole part is than what was transferred (1 for all of it); the size is then an
    /// estimate, and the text is marked as truncated.
    package init(_ text: String, maximum: Int, wholeIsLargerBy missing: Double = 1) {
        let size = Int(min(Double(text.utf8.count) * max(1, missing), 1e15))
        guard text.utf8.count > maximum || missing > 1 else {
            self.init(content: text, size: size)
            return
        }
        self.init(content: Self.cut(text, to: maximum), size: size, truncated: true)
    }

    private static func cut(_ text: String, to maximum: Int) -> String {
        guard text.utf8.count > maximum else { return text }
        let limit = text.utf8.index(text.startIndex, offsetBy: max(0, maximum))
        let start = place(-nearby, from: limit, in: text)
        var end = start
        for boundary in text[start..<place(nearby, from: limit, in: text)].indices where boundary <= limit {
            end = boundary
        }
        // More marks on one letter than anybody writes: the text is cut between them.
        if end == start, start > text.startIndex { end = place(0, from: limit, in: text) }
        return String(text.unicodeScalars[..<end])
    }

    /// So many bytes further, or at the end of the text; then back to the beginning of a code point.
    private static func place(_ offset: Int, from index: String.Index, in text: String) -> String.Index {
        let end = offset < 0 ? text.startIndex : text.endIndex
        var place = text.utf8.index(index, offsetBy: offset, limitedBy: end) ?? end
        while place.samePosition(in: text.unicodeScalars) == nil { place = text.utf8.index(before: place) }
        return place
    }

    /// How far around the limit characters are told apart, in bytes. Real ones, such as a family of emoji, stay far below,
    /// and a text may be one letter with a million marks.
    private static let nearby = 256
}
