/// The three ways to answer a message.
enum ReplyKind: Sendable {
    case reply, replyAll, forward

    /// PidTagLastVerbExecuted, which the original gets once the answer is sent (reference sheet §C8).
    var verb: Int {
        switch self {
        case .reply: 102
        case .replyAll: 103
        case .forward: 104
        }
    }

    var prefix: String { self == .forward ? "FW: " : "RE: " }
}
