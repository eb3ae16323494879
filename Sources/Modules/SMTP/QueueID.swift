/// What servers call a message they have taken, by the words they say it with.
enum QueueID {
    /// `queued as X` (Postfix), `id=X` (Exim), `InternalId=X` (Exchange), `X Message accepted` (Sendmail).
    static func find(in text: String) -> String? {
        let words = text.split(whereSeparator: { " ,;[]()".contains($0) }).map(String.init)
        for (index, word) in words.enumerated() {
            let lower = word.lowercased()
            if lower == "as", index > 0, words[index - 1].lowercased() == "queued", index + 1 < words.count {
                return checked(words[index + 1])
            }
            for prefix in ["id=", "internalid="] where lower.hasPrefix(prefix) {
                return checked(String(word.dropFirst(prefix.count)))
            }
            if lower == "message", index == 1, words.count > 2, words[2].lowercased() == "accepted" {
                return checked(words[0])
            }
        }
        return nil
    }

    private static func checked(_ word: String) -> String? {
        (1...128).contains(word.utf8.count) && word.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? word : nil
    }
}
