/// The answer to a SEARCH with RETURN (RFC 4731), as far as we ask for it.
struct ExtendedSearch: Equatable, Sendable {
    var minimum: UInt32?
    var all: NumberSet?
}
