/// The pattern of LIST: `*` stands for anything, `%` for anything within one level (RFC 3501, section 6.3.8).
struct IMAPPattern {
    private let pattern: [UInt8]

    init(reference: [UInt8], pattern: [UInt8]) { self.pattern = reference + pattern }

    /// Compares encoded names without case. Two pointers and one place to go back to for each kind of wildcard would not
    /// do for both; this keeps the set of places in the pattern that could be reached, so time is bounded by the product.
    func matches(_ name: [UInt8]) -> Bool {
        var places = reached([0])
        for byte in name {
            var next: Set<Int> = []
            for place in places where place < pattern.count {
                switch pattern[place] {
                case UInt8(ascii: "*"): next.insert(place)
                case UInt8(ascii: "%"): if byte != UInt8(ascii: "/") { next.insert(place) }
                default: if Self.lower(pattern[place]) == Self.lower(byte) { next.insert(place + 1) }
                }
            }
            places = reached(next)
            if places.isEmpty { return false }
        }
        return places.contains(pattern.count)
    }

    /// Wildcards may stand for nothing.
    private func reached(_ places: Set<Int>) -> Set<Int> {
        var result = places
        for place in places {
            var next = place
            while next < pattern.count, pattern[next] == UInt8(ascii: "*") || pattern[next] == UInt8(ascii: "%") {
                next += 1
                result.insert(next)
            }
        }
        return result
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte + 0x20 : byte }
}
