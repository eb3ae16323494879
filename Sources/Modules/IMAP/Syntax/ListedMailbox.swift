/// One line of a LIST (RFC 9051, section 7.3.1).
struct ListedMailbox: Equatable, Sendable {
    /// In small letters, with their backslash.
    var attributes: [String]
    /// Absent where the server has no hierarchy.
    var delimiter: UInt8?
    /// As the server writes it: what goes back in commands.
    var name: [UInt8]
}
