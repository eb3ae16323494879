/// The answer to STATUS (RFC 9051, section 7.3.4). Servers leave out what they cannot say.
struct MailboxStatus: Equatable, Sendable {
    var name: [UInt8]
    var messages: UInt32?
    var unseen: UInt32?
}
