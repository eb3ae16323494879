/// The answer to a SEARCH with RETURN (RFC 4731).
struct ExtendedSearch: Equatable, Sendable {
    var isUID = false
    var count: UInt32?
    var minimum: UInt32?
    var all: NumberSet?
}
