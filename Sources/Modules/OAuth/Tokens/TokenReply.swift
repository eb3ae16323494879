internal import Broker
internal import JSON

/// What a token endpoint answered, of whatever kind.
package enum TokenReply: Hashable, Sendable {
    case tokens(TokenAnswer)
    case refused(ProviderRefusal)
    /// Not the answer of a token endpoint: an error page, a redirect, a proxy's word. It passes.
    case unreadable(status: Int, retryAfterMs: Int?)
    /// A good answer without a usable token.
    case withoutToken

    package init(status: Int, retryAfter: String?, body: [UInt8]) {
        let retryAfterMs = RetryAfter.milliseconds(retryAfter)
        guard let answer = try? JSONValue(parsing: body), answer.objectValue != nil else {
            self = .unreadable(status: status, retryAfterMs: retryAfterMs)
            return
        }
        if let refusal = ProviderRefusal(answer, status: status, retryAfterMs: retryAfterMs) {
            self = .refused(refusal)
        } else if status == 200 {
            self = TokenAnswer(answer).map(Self.tokens) ?? .withoutToken
        } else {
            self = .unreadable(status: status, retryAfterMs: retryAfterMs)
        }
    }
}
