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
    /// Whether somebody may mend it where we do not see it: rights to a mailbox are given at the provider alone.
    var mayEndUnseen: Bool {
        if case .refused = self { concernsAccount } else { false }
    }

    /// A server refuses a mailbox to a sign-in that opens others: it lacks the rights to this one.
    package static func accessDenied(
        by service: MailServiceKind, openedBy authentication: Account.Authentication
    ) -> MailError {
        .refused(
            Refusal(
                .accessDenied, reason: "the server does not let this sign-in into the mailbox",
                hint: authentication.hint(toOpenBy: service), fault: ProviderFault(name: service.rawValue)))
    }
}

extension Account.Authentication {
    /// Which right is missing, and who gives it how (reference sheet, sections B4, D1 and D3).
    fileprivate func hint(toOpenBy service: MailServiceKind) -> String {
        let permission = service == .smtp ? "SMTP.SendAsApp" : "IMAP.AccessAsApp"
        let right =
            service == .smtp
            ? "Send As for this mailbox (Add-RecipientPermission -AccessRights SendAs), with SMTP AUTH enabled"
            : "Full Access to this mailbox (Add-MailboxPermission -AccessRights FullAccess), with IMAP enabled"
        return switch self {
        case .application:
            "let an administrator agree to the app's \(permission) (adminConsentURL with withoutUser), register it at "
                + "Exchange (New-ServicePrincipal, with the object id of its enterprise application), and give it \(right); "
                + "it can take an hour"
        case .borrowed:
            "have an administrator of Exchange give the lender's user \(right); it can take an hour"
        case .password, .grant, .external: "whoever signs in needs \(right)"
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
            .providerRejected, .unsupported, .cancelled, .storage:
            false
        }
    }
}
