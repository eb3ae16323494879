internal import Broker
internal import Mail
internal import Transport

/// Why one attempt came to nothing.
enum GraphFault: Error, Sendable {
    /// There was no answer.
    case transport(TransportError)
    /// There was no answer within the time that one answer may take.
    case silent
    /// The answer was an error.
    case refusal(GraphRefusal)
    /// The answer was good by its status, and its body was not: none, cut off, a gateway's page.
    case unreadable(String, ProviderFault)
    /// Trying again is out of the question, for a reason of our own.
    case ended(MailError)

    /// What is known of the request's fate.
    enum Processing: Sendable, Hashable {
        /// It was turned away, or never arrived.
        case notBegun
        /// It may have been carried out, and may not.
        case unknown
        /// The answer will not be another the next time.
        case final
    }

    var processing: Processing {
        switch self {
        case .transport(.connectFailed): .notBegun
        case .transport(.closed), .transport(.malformed), .silent, .unreadable: .unknown
        case .transport(.tlsFailed), .transport(.timedOut), .transport(.forbiddenAddress), .transport(.tooLarge),
            .transport(.cancelled), .ended:
            .final
        case .refusal(let refusal): refusal.processing
        }
    }

    /// How long we are told to wait, in milliseconds.
    var pauseMs: Int? {
        if case .refusal(let refusal) = self { refusal.pauseMs } else { nil }
    }

    /// What it means for a call about `subject`. `retryAfterMs` is when it may be worth another try.
    func error(about subject: GraphSubject, retryAfterMs: Int? = nil) -> MailError {
        switch self {
        case .transport(let error): MailError(error)
        case .silent: .unavailable("Graph did not answer in time", retryAfterMs: retryAfterMs)
        case .refusal(let refusal): refusal.error(about: subject, retryAfterMs: retryAfterMs)
        case .unreadable(let reason, let fault): .unavailable(reason, retryAfterMs: retryAfterMs, fault: fault)
        case .ended(let error): error
        }
    }
}

extension GraphRefusal {
    /// 429, and 503 with a wait, are said at the door, before anything is done (reference sheet, section C14).
    var processing: GraphFault.Processing {
        switch verdict {
        case .throttled: .notBegun
        case .unavailable: status == 503 && pauseMs != nil ? .notBegun : .unknown
        case .conflict: .unknown
        case .tokenRefused, .absent, .refused, .exists, .stale: .final
        }
    }

    /// Whether it concerns the whole mailbox, so that other requests had better wait too.
    var holdsMailbox: Bool {
        switch verdict {
        case .throttled: true
        case .unavailable: pauseMs != nil
        case .tokenRefused, .absent, .refused, .exists, .conflict, .stale: false
        }
    }
}
