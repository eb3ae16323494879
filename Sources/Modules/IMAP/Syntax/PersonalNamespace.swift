/// Where a user's own mailboxes are (RFC 2342): what has to stand before a name, such as `INBOX.`.
struct PersonalNamespace: Equatable, Sendable {
    var prefix: [UInt8]
    var delimiter: UInt8?
}
