internal import API
internal import JSON
package import JSONRPC
package import Mail

extension RPCError {
    /// The only place where a failure of Mail becomes a code. No `default`: a new case has to choose.
    package init(_ error: MailError) {
        switch error {
        case .notFound(let what, let reason):
            self.init(
                .notFound, "no such \(what)", details: reason.map { ["reason": .string($0.rawValue)] } ?? [:])
        case .alreadyExists(let what): self.init(.alreadyExists, "this \(what) exists already")
        case .conflict(let reason): self.init(.conflict, reason)
        // Whom the caller sees of them is for the handler to say.
        case .lent(let borrowers):
            self.init(
                .conflict, "\(borrowers.count == 1 ? "another account borrows" : "other accounts borrow") its sign-in",
                hint: "delete what borrows first, or give withBorrowers")
        case .invalid(let field, let reason): self = .invalid(field, reason)
        case .unsupported(let what): self.init(.unsupported, what)
        case .tooLarge(let what): self = .tooLarge(what)
        case .quotaExceeded(let what): self.init(.quotaExceeded, what)
        case .cursorInvalid:
            self = .invalidParams(
                "this cursor does not belong to this list", field: "cursor", hint: "list again without a cursor")
        case .cursorExpired:
            self.init(.cursorExpired, "the mailbox was rebuilt since", hint: "list again without a cursor")
        case .credential(let error): self.init(error)
        case .notGranted(let scopes, let hint):
            self.init(
                .consentRequired, "permissions are missing: \(scopes.joined(separator: " "))", hint: hint,
                details: ["scopes": .array(scopes.map { .string($0) })])
        case .authenticationFailed(let reply):
            self.init(
                .signInRequired, "the mail server refused the sign-in: \(reply)",
                hint: "check user name, password and permissions of this mailbox, or sign in again")
        case .unavailable(let reason, let delay, let fault):
            self.init(.providerUnavailable, reason, retryAfterMs: delay, provider: fault)
        case .rateLimited(let reason, let delay, let fault):
            self.init(.rateLimited, reason, retryAfterMs: delay, provider: fault)
        case .refused(let refusal):
            self.init(refusal.kind, refusal.reason, hint: refusal.hint, provider: refusal.fault)
        case .rejected(let reply):
            self.init(
                .providerRejected, "the mail server refused: \(MailText.withoutAddresses(reply.text))",
                provider: reply.fault)
        case .protocolViolation(let reason):
            self.init(.providerUnavailable, "the mail server does not keep to its protocol: \(reason)")
        case .timedOut: self.init(.timeout, "the deadline passed", hint: Self.laterHint)
        case .connectFailed(let reason): self.init(.connectFailed, reason, hint: Self.addressHint)
        case .tlsFailed(let reason): self.init(.tlsFailed, reason, hint: Self.certificateHint)
        case .cancelled: self = .requestCancelled
        case .recipientsRejected(let results):
            self.init(
                .recipientRejected, "recipients were refused",
                details: ["recipients": .array(results.filter { !$0.accepted }.map(\.detail))])
        case .messageRejected(let reply):
            self.init(
                .messageRejected, "the message was refused: \(MailText.withoutAddresses(reply.text))",
                provider: reply.fault)
        case .sendOutcomeUnknown:
            self.init(
                .sendOutcomeUnknown, "the message was handed over, and the server has not said what became of it",
                hint: "ask again with the same idempotencyKey: it is not sent twice, and the answer may have come")
        case .storage(let reason): self = .internalError("the state directory failed: \(reason)")
        }
    }
}

extension Refusal {
    fileprivate var kind: ErrorKind {
        switch meaning {
        case .accessDenied, .mailboxUnavailable, .requestRefused: .providerRejected
        case .quotaExceeded: .quotaExceeded
        case .tooLarge: .tooLarge
        case .sendAsDenied, .messageRefused: .messageRejected
        }
    }
}
