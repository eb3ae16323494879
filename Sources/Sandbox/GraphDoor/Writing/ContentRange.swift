/// Which bytes of a whole a slice is (RFC 9110, section 14.4): `bytes 0-2097151/3483322`.
struct ContentRange: Hashable, Sendable {
    let first: Int
    let last: Int
    let total: Int

    var count: Int { last - first + 1 }

    /// Nil unless all three numbers are there and fit together. Units other than bytes are not read.
    init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let halves = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let total = Self.number(halves[1]) else { return nil }
        let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]),
            first <= last, last < total
        else { return nil }
        self.first = first
        self.last = last
        self.total = total
    }

    /// Digits alone, and few enough that no sum of two can overflow.
    private static func number(_ text: Substring) -> Int? {
        guard (1...15).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
