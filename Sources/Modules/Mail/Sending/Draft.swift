internal import Domain
internal import MIME

/// A send that was checked and composed for the way out that it will take, and that nobody has journaled yet.
struct Draft: Sendable {
    let request: SendRequest
    let account: Account
    let contentHash: [UInt8]
    let stamp: MessageStamp
    let submission: any Submission
    let composed: ComposedMessage
    let message: OutboundMessage

    var idempotencyKey: String? { request.idempotencyKey }
}
