/// The beginning of a body, as lists show it.
package enum Preview {
    /// Reference sheet §C1: at most 255 characters, counted as Exchange counts, in UTF-16.
    private static let longest = 255
    /// What comes later in a body cannot be in its preview, however much of it is markup.
    private static let lookedAt = 1 << 16

    /// White space becomes one space, and lines are kept apart.
    package static func text(of body: LetterBody) -> String {
        let content = body.content.utf8.count > lookedAt ? String(body.content.prefix(lookedAt)) : body.content
        let text = body.contentType == .html ? HTMLText.text(of: content) : content
        return cut(collapsed(text))
    }

    private static func collapsed(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\r\n")
    }

    private static func cut(_ text: String) -> String {
        guard text.utf16.count > longest else { return text }
        var result = ""
        var count = 0
        for character in text {
            count += character.utf16.count
            if count > longest { break }
            result.append(character)
        }
        return result
    }
}
