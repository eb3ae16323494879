/// The beginning of a body, as lists show it.
package enum Preview {
    /// Reference sheet §C1: at most 255 characters, counted as Exchange counts, in UTF-16.
    private static let longest = 255
    /// No more bytes of a text can matter: a unit of UTF-16 takes three at most.
    private static let longestText = 2_048
    /// What comes later in a body cannot be in its preview, however much of it is markup.
    private static let lookedAt = 1 << 16

    /// White space becomes one space, and lines are kept apart.
    package static func text(of body: LetterBody) -> String {
        let content = body.content.utf8.count > lookedAt ? String(body.content.prefix(lookedAt)) : body.content
        let isHTML = body.contentType == .html
        return cut(collapsed(isHTML ? HTMLText.text(of: content, limit: 2 * longestText) : content))
    }

    private static func collapsed(_ text: String) -> String {
        var result: [UInt8] = []
        var gap: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 10, 13: gap = [13, 10]
            case 9, 11, 12, 0x20: if gap.isEmpty { gap = [0x20] }
            default:
                if !result.isEmpty { result += gap }
                gap = []
                result.append(byte)
            }
            if result.count > longestText { break }
        }
        return String(decoding: result, as: UTF8.self)
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
