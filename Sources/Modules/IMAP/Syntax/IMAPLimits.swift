/// How much of one server's answers is held in memory.
struct IMAPLimits: Sendable {
    /// The longest line without its literals, in bytes.
    var line = 1 << 20
    /// The longest line of what somebody else than the server makes long: a list of UIDs is one line however many they
    /// are (RFC 3501, section 7.2.5), and whoever writes a message decides on its addresses and parts, which are lines of
    /// a FETCH. Room for two million UIDs.
    var longLine = 16 << 20
    /// The longest literal that is held, in bytes. Streamed ones have no bound.
    var literal = 16 << 20
    /// The longest response with all its held literals, in bytes.
    var response = 24 << 20
    /// How deep the parts of a message are followed; a structure that goes deeper is passed over.
    static let depth = 64
    /// The most items that one message's structure may have; one of more is passed over.
    static let structureItems = 1 << 17
    /// The most addresses of one header field that are kept; further ones are passed over.
    static let addresses = 10_000
    /// The most numbers that one search finds, in all its answers: 16 MiB of them.
    static let searchResults = 4 << 20
    /// How many addresses, flags and other items one response may name.
    static let items = 1 << 20
}
