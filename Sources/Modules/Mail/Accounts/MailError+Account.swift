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
        case .notFound, .alreadyExists, .conflict, .invalid, .unsupported, .tooLarge, .quotaExceeded, .cursorInvalid,
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
        case .notFound, .alreadyExists, .conflict, .invalid, .unsupported, .tooLarge, .quotaExceeded, .cursorInvalid,
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

extension BrokerError {
    /// Whether tokens may be had again without anybody doing anything.
    package var passes: Bool {
        switch self {
        case .providerUnavailable, .rateLimited, .timedOut, .connectFailed, .tlsFailed: true
        case .notFound, .alreadyExists, .conflict, .invalid, .signInRequired, .consentRequired, .signInDenied,
            .stateInvalid, .codeExpired, .appMisconfigured, .wrongIdentity, .vaultSealed, .vaultCorrupt,
            .providerRejected, .cancelled, .storage:
            false
        }
    }
}
