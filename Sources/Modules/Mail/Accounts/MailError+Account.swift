internal import Broker

extension MailError {
    /// Whether the failure says something about the account and its servers, rather than about one request.
    var concernsAccount: Bool {
        switch self {
        case .credential(.cancelled): false
        case .credential, .authenticationFailed, .unavailable, .rateLimited, .protocolViolation, .timedOut,
            .connectFailed, .tlsFailed:
            true
        case .refused(let refusal): refusal.meaning == .accessDenied || refusal.meaning == .mailboxUnavailable
        case .notFound, .alreadyExists, .conflict, .lent, .notGranted, .invalid, .unsupported, .tooLarge,
            .quotaExceeded, .cursorInvalid,
            .cursorExpired,
            .rejected, .cancelled, .recipientsRejected, .messageRejected, .sendOutcomeUnknown, .storage:
            false
        }
    }

    /// Whether the account may work again without anybody doing anything.
    package var passes: Bool {
        switch self {
        case .unavailable, .rateLimited, .protocolViolation, .timedOut, .connectFailed, .tlsFailed: true
        case .credential(let error): error.passes
        case .notFound, .alreadyExists, .conflict, .lent, .notGranted, .invalid, .unsupported, .tooLarge,
            .quotaExceeded, .cursorInvalid,
            .cursorExpired,
            .authenticationFailed, .rejected, .refused, .cancelled, .recipientsRejected, .messageRejected,
            .sendOutcomeUnknown, .storage:
            false
        }
    }

    /// How long the provider wants to be left alone.
    var retryAfterMs: Int? {
        switch self {
        case .unavailable(_, let delay, _), .rateLimited(_, let delay, _),
            .credential(.providerUnavailable(_, let delay)), .credential(.rateLimited(_, let delay)):
            delay
        default: nil
        }
    }
}

extension MailError {
    /// A server refuses a mailbox to a sign-in that opens others: it lacks the rights to this one.
    package static func accessDenied(by service: MailServiceKind) -> MailError {
        .refused(
            Refusal(
                .accessDenied, reason: "the server does not let this sign-in into the mailbox",
                hint: "give the lender's user, or the app, the right to open this mailbox",
                fault: ProviderFault(name: service.rawValue)))
    }
}

extension BrokerError {
    /// Whether tokens may be had again without anybody doing anything.
    package var passes: Bool {
        switch self {
        case .providerUnavailable, .rateLimited, .timedOut, .connectFailed, .tlsFailed: true
        case .notFound, .alreadyExists, .conflict, .invalid, .signInRequired, .consentRequired, .signInDenied,
            .stateInvalid, .codeExpired, .appMisconfigured, .wrongIdentity, .vaultSealed, .vaultCorrupt,
            .providerRejected, .unsupported, .cancelled, .storage:
            false
        }
    }
}
