internal import Domain
internal import MIME

/// A send that was checked and composed, and that nobody has journaled yet.
struct Draft: Sendable {
    let account: Account
    let idempotencyKey: String?
    let contentHash: [UInt8]
    let message: ComposedMessage
    let messageID: InternetMessageID
    let envelope: Envelope
}
