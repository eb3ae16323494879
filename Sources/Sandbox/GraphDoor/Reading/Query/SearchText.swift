/// Text as searches compare it: lowercase words, each after one space.
enum SearchText {
    static func words(_ text: String) -> String {
        var result = ""
        var isBetween = true
        for character in text.lowercased() {
            guard character.isLetter || character.isNumber else {
                isBetween = true
                continue
            }
            if isBetween { result.append(" ") }
            isBetween = false
            result.append(character)
        }
        return result
    }
}
