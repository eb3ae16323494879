internal import Mail

/// A `nextLink` of Graph's that leads to the account's own mailbox and nowhere else.
struct GraphLink: Sendable, Hashable {
    /// Behind `/v1.0`, from the slash on, percent-encoded: what a cursor carries.
    let relative: String

    /// The longest that is taken, in bytes: it has to fit into a cursor.
    static let maximumLength = 6_000

    /// Reads a link as Graph wrote it. Nil for one that leads anywhere but below the mailbox of `place`.
    ///
    /// Microsoft may name the mailbox otherwise than we did (`users('id')` for `me`, an object id for a user principal
    /// name): such a link is followed under our own name, which is the only one that the path then has. A name that is
    /// plainly another's is refused.
    init?(_ given: String, at place: GraphPlace) {
        guard given.utf8.count <= 2 * Self.maximumLength, let (own, base) = GraphOrigin.split(place.root),
            let (origin, rest) = GraphOrigin.split(given),
            origin == own, rest.hasPrefix(base + "/v1.0/")
        else { return nil }
        let below = rest.dropFirst(base.count + "/v1.0/".count)
        let path = below.prefix { $0 != "?" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy(Self.isPlain),
            let mailbox = LinkedMailbox(segments), mailbox.length < segments.count, mailbox.mayBe(place.user)
        else { return nil }
        let inside = segments.dropFirst(mailbox.length).map { "/" + $0 }.joined()
        let start = place.user.map { "/users/" + PercentEncoding.segment($0) } ?? "/me"
        relative = start + inside + below[path.endIndex...]
        guard relative.utf8.count <= Self.maximumLength else { return nil }
    }

    /// A segment that no server could take for two, or for a way up.
    private static func isPlain(_ segment: Substring) -> Bool {
        guard let decoded = PercentEncoding.decoded(segment) else { return false }
        return !["", ".", ".."].contains(decoded)
            && !decoded.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 < 0x20 || $0 == 0x7F }
    }
}
