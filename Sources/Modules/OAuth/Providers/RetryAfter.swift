/// `Retry-After` in seconds, whole or with a fraction (reference sheet §0.10).
package enum RetryAfter {
    /// The longest that a provider may make us wait; Microsoft's own clients cap it so (reference sheet §A15).
    static let cap = 3_600_000.0

    /// Nil for anything else, dates among them.
    package static func milliseconds(_ text: String?) -> Int? {
        guard let text, text.utf8.count <= 32, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
            let seconds = Double(text)
        else { return nil }
        return Int(min((seconds * 1_000).rounded(.up), cap))
    }
}
