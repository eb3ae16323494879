/// How much of one server's answers is held in memory.
struct IMAPLimits: Sendable {
    /// The longest line without its literals, in bytes.
    var line = 1 << 20
    /// The longest `* SEARCH` line: a list of UIDs is one line however long (RFC 3501, section 7.2.5). Room for some two
    /// million.
    var searchLine = 16 << 20
    /// The longest literal that is held, in bytes. Streamed ones have no bound.
    var literal = 9 << 20
    /// The longest response with all its held literals, in bytes.
    var response = 24 << 20
    /// How deep lists nest in one response.
    static let depth = 64
    /// The most numbers that one search finds, in all its answers: 16 MiB of them.
    static let searchResults = 4 << 20
    /// How many addresses, parts, flags and other items one response may name.
    static let items = 1 << 20
}
