package import Broker
package import Domain

/// Why mail could not be read or sent. The cases say what the caller can do about it.
///
/// Texts hold what a server said about a command, never a credential and never a message's content.
package enum MailError: Error, Sendable, Hashable {
    package enum AbsenceReason: String, Sendable {
        case movedOrDeleted, uidValidityChanged
    }
    /// No such account, mailbox, message, attachment or content: `what` is one of these words.
    case notFound(what: String, AbsenceReason? = nil)
    case alreadyExists(what: String)
    case conflict(String)
    /// The account cannot go while these borrow its sign-in.
    case lent(to: [AccountID])
    /// A value that cannot be right: the parameter's name, and why.
    case invalid(field: String, reason: String)
    case unsupported(String)
    case tooLarge(String)
    /// A store of ours holds as much as it may, for this owner or in all.
    case quotaExceeded(String)
    /// A cursor that was not made for this question, or was changed.
    case cursorInvalid
    /// The mailbox was rebuilt under the cursor (UIDVALIDITY).
    case cursorExpired

    /// The credential could not be had.
    case credential(BrokerError)
    /// Nothing that was granted lets the account do this: the scopes that would, and what to do about it.
    case notGranted(scopes: [String], hint: String)
    /// The server refused the sign-in, with a credential that was fresh. `reply` is what it said.
    case authenticationFailed(reply: String)
    /// The server works for others, or later: overloaded, shutting down, temporary failure.
    case unavailable(String, retryAfterMs: Int? = nil, fault: ProviderFault? = nil)
    case rateLimited(String, retryAfterMs: Int? = nil, fault: ProviderFault? = nil)
    /// The server understood and refused for good.
    case rejected(ServerReply)
    /// A provider's API refused for good.
    case refused(Refusal)
    /// The server said something that its protocol does not allow; the connection was given up.
    case protocolViolation(String)
    case timedOut
    case connectFailed(String)
    case tlsFailed(String)
    case cancelled

    /// No recipient was accepted, or one was refused and all were required.
    case recipientsRejected([RecipientResult])
    case messageRejected(ServerReply)
    /// The connection died after the message was handed over.
    case sendOutcomeUnknown

    /// The state directory or its database failed.
    case storage(String)
}
