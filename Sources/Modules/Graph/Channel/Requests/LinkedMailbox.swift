/// How a link names the mailbox that it leads to: `me`, `users/{name}` or `users('{name}')` (reference sheet, sections C3
/// and C11).
struct LinkedMailbox {
    /// Nil for `me`.
    let user: String?
    /// In segments.
    let length: Int

    init?(_ segments: [Substring]) {
        guard let first = segments.first.flatMap(PercentEncoding.decoded) else { return nil }
        let word = first.lowercased()
        if word == "me" {
            (user, length) = (nil, 1)
        } else if word == "users", segments.count > 1, let name = PercentEncoding.decoded(segments[1]) {
            (user, length) = (name, 2)
        } else if word.hasPrefix("users('"), word.hasSuffix("')"), word.utf8.count > 9 {
            (user, length) = (String(first.dropFirst(7).dropLast(2)), 1)
        } else {
            return nil
        }
    }

    /// Whether it can be the mailbox that we call `own`; nil stands for `me`. An object id and a name cannot be compared.
    func mayBe(_ own: String?) -> Bool {
        guard let own, let user else { return own == nil }
        return own.lowercased() == user.lowercased() || own.contains("@") != user.contains("@")
    }
}
