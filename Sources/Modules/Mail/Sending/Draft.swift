internal import Domain
internal import MIME

/// A message that was composed for the way out that it will take.
struct Draft: Sendable {
    let order: SendOrder
    let submission: any Submission
    let composed: ComposedMessage
    let message: OutboundMessage

    var account: Account { order.account }
}
