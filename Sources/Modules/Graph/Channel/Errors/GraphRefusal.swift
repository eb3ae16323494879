internal import Broker
internal import JSON
internal import Mail

/// An answer that is not a good one, read.
struct GraphRefusal: Error, Sendable, Hashable {
    var status: Int
    /// Graph's own code, in its own spelling; nil where the body is not an error of Graph's, as a gateway's page is not.
    var code: String?
    var known: GraphErrorCode?
    var remark: GraphRemark?
    var requestID: String?
    /// How long we are told to wait.
    var pauseMs: Int?
    /// What a 401 asks for.
    var challenge: BearerChallenge?

    /// The most specific knowledge wins: what was said in words, then the code, then the status. Only for a refused token
    /// and for throttling the status is the last word.
    var verdict: GraphVerdict {
        let byStatus = GraphVerdict(status: status)
        if byStatus == .tokenRefused || byStatus == .throttled { return byStatus }
        if known == .errorAccessDenied, remark == .accessPolicy { return .accessPolicy }
        return known?.verdict ?? byStatus
    }

    /// For people and support desks.
    var fault: ProviderFault { ProviderFault(name: "graph", status: status, code: code, requestId: requestID) }

    /// What it means for a call about `subject`. `retryAfterMs` is when it may be worth another try.
    func error(about subject: GraphSubject, retryAfterMs: Int?) -> MailError {
        switch verdict(about: subject) {
        case .tokenRefused: .authenticationFailed(reply: signInReply)
        case .absent: subject.notFound(mayHaveMoved: known != .errorInvalidIdMalformed)
        case .refused(let meaning, let reason, let hint):
            .refused(Refusal(meaning, reason: reason, hint: hint, fault: fault))
        case .exists: .alreadyExists(what: "mailbox")
        case .conflict: .conflict("somebody else changed the same thing at the same time")
        case .stale: .cursorExpired
        case .throttled: .rateLimited("Graph throttles this mailbox", retryAfterMs: retryAfterMs, fault: fault)
        case .unavailable(let reason): .unavailable(reason, retryAfterMs: retryAfterMs, fault: fault)
        }
    }

    /// Where the account's own inbox is not there, nothing of it is; only Graph can say that. Lists have cursors that can be
    /// too old, single things have not. A draft of ours is nothing that a caller named: what
    /// becomes of it is no fault of theirs, and another one may be sent.
    private func verdict(about subject: GraphSubject) -> GraphVerdict {
        switch (subject, verdict) {
        case (.account, .absent): known == nil ? .notGraph : .emptyMailbox
        case (.message, .stale) where known == nil, (.attachment, .stale) where known == nil: .absent
        case (.draft, .absent): .unavailable("the draft disappeared before it was sent")
        case (.draft, .conflict), (.newDraft, .conflict):
            .unavailable("somebody else changed the drafts at the same time")
        default: verdict
        }
    }

    /// `authenticationFailed` has no room for a fault.
    private var signInReply: String {
        let reason =
            switch remark {
            case .wrongAudience: "the access token is for another service"
            case .unreadableToken: "Graph cannot read the access token"
            case .accessPolicy, nil: "Graph refused the access token"
            }
        let details = [code, requestID.map { "request-id \($0)" }].compactMap(\.self)
        return details.isEmpty ? reason : "\(reason) (\(details.joined(separator: ", ")))"
    }
}
