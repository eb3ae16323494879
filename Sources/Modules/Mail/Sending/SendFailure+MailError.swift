internal import Domain

extension SendFailure {
    /// What is kept of an error that came before the provider had the message.
    init(_ error: MailError) {
        switch error {
        case .recipientsRejected(let recipients):
            let isTemporary = recipients.contains { !$0.accepted && (400..<500).contains($0.reply.code) }
            self.init(isTemporary: isTemporary, recipients: recipients, reason: "no recipient was accepted")
        case .messageRejected(let reply), .rejected(let reply):
            self.init(
                isTemporary: !(500..<600).contains(reply.code), reply: reply, reason: "the server refused the message")
        case .refused(let refusal):
            self.init(isTemporary: refusal.meaning.mayPass, refusal: refusal, reason: refusal.reason)
        // Nothing was sent, so that trying again does no harm; where the cause has not gone, it ends in the same way.
        case .notFound, .alreadyExists, .conflict, .lent, .notGranted, .invalid, .unsupported, .tooLarge,
            .quotaExceeded, .cursorInvalid,
            .cursorExpired, .credential, .authenticationFailed, .unavailable, .rateLimited, .protocolViolation,
            .timedOut, .connectFailed, .tlsFailed, .cancelled, .sendOutcomeUnknown, .storage:
            self.init(isTemporary: true, reason: "it did not come to handing the message over")
        }
    }
}

extension Refusal.Meaning {
    /// Whether it is about the mailbox and not about this message: what an administrator puts right lets the very same
    /// message pass.
    fileprivate var mayPass: Bool {
        switch self {
        case .accessDenied, .mailboxUnavailable, .quotaExceeded, .sendAsDenied: true
        case .tooLarge, .messageRefused, .requestRefused: false
        }
    }
}

extension MailError {
    /// What is told again when a send that failed for good is asked for under the same key.
    init(_ failure: SendFailure) {
        if !failure.recipients.isEmpty {
            self = .recipientsRejected(failure.recipients)
        } else if let refusal = failure.refusal {
            self = .refused(refusal)
        } else if let reply = failure.reply {
            self = .messageRejected(reply)
        } else {
            self = .unavailable(failure.reason)
        }
    }
}
