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
        var end = limit
        for _ in 0..<longestCharacter where end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
        if end.samePosition(in: text) != nil { return String(text[..<end]) }
        // More marks on one letter than anybody writes: the text is cut between them.
        end = limit
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text.unicodeScalars[..<end])
    }

    /// In bytes. Real ones, such as a family of emoji, stay far below.
    private static let longestCharacter = 64
}
