/// What a request asks the gate of its mailbox for.
enum GraphLoad: Sendable, Hashable {
    /// One place, for a short while.
    case call
    /// One place, to the last byte, however long that takes.
    case download
    /// As many places as are free, up to so many: each member of a batch counts as a request (reference sheet, section C14).
    case batch(upTo: Int)
}
