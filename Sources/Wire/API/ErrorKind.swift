package import JSON
package import JSONRPC

/// What went wrong, for programs to switch on (`proto-docs/errors.md`). The kinds of JSON-RPC itself are in `RPCError`.
package enum ErrorKind: String, Codable, CaseIterable, Sendable {
    case unauthorized, forbidden
    case notFound, conflict, alreadyExists, preconditionFailed
    case signInRequired, consentRequired, signInDenied, stateInvalid, codeExpired, appMisconfigured, wrongIdentity
    case vaultSealed, vaultCorrupt
    case providerUnavailable, rateLimited, providerRejected, timeout, tlsFailed, connectFailed
    case sendOutcomeUnknown, recipientRejected, messageRejected
    case cursorExpired, subscriptionLagged
    case overloaded, tooLarge, quotaExceeded, unsupported
    case shuttingDown, requestCancelled

    package var code: Int { facts.code }

    /// Whether the same request may succeed later without anybody doing anything.
    package var isRetryable: Bool { facts.retryable }

    /// For people, in one sentence.
    package var meaning: String { facts.meaning }

    private var facts: (code: Int, retryable: Bool, meaning: String) {
        switch self {
        case .unauthorized: (-31_001, false, "The daemon does not know this caller. The connection is closed.")
        case .forbidden: (-31_002, false, "The caller may not do this.")
        case .notFound: (-31_010, false, "There is no such thing, or not for this caller. `reason` may say more.")
        case .conflict: (-31_011, false, "It does not go together with what is there.")
        case .alreadyExists: (-31_012, false, "It is there already.")
        case .preconditionFailed: (-31_013, false, "What the request took for granted does not hold.")
        case .signInRequired: (-31_020, false, "The grant is dead: the user has to sign in again by `authorizeURL`.")
        case .consentRequired: (-31_021, false, "A permission is missing; `scopes` names it.")
        case .signInDenied: (-31_022, false, "The user or a policy of the provider said no.")
        case .stateInvalid: (-31_023, false, "The sign-in's state is unknown, used, or another caller's.")
        case .codeExpired: (-31_024, false, "The sign-in took too long, or its code was used.")
        case .appMisconfigured: (-31_025, false, "The operator has to correct the app; `hint` says what.")
        case .wrongIdentity: (-31_026, false, "Somebody other than expected signed in. Nothing was changed.")
        case .vaultSealed: (-31_030, false, "Secrets cannot be read until `unlockVault`.")
        case .vaultCorrupt: (-31_031, false, "A sealed record is damaged.")
        case .providerUnavailable: (-31_040, true, "The provider does not work now.")
        case .rateLimited: (-31_041, true, "The provider asks for a pause; `retryAfterMs` says how long.")
        case .providerRejected: (-31_042, false, "The provider refused for good.")
        case .timeout: (-31_045, true, "It took longer than allowed.")
        case .tlsFailed: (-31_046, false, "No trustworthy TLS connection could be made.")
        case .connectFailed: (-31_047, true, "The server could not be reached.")
        case .sendOutcomeUnknown:
            (-31_050, false, "The connection died after the message was handed over. Ask again with the same key.")
        case .recipientRejected: (-31_051, false, "Recipients were refused; `recipients` names them by index.")
        case .messageRejected: (-31_052, false, "The server refused the message.")
        case .cursorExpired: (-31_060, false, "The list changed under the cursor: list again.")
        case .subscriptionLagged: (-31_061, false, "Events were missed: read on from the given cursor.")
        case .overloaded: (-31_070, true, "The daemon has too much in flight.")
        case .tooLarge: (-31_071, false, "It is larger than a limit that `getInfo` tells.")
        case .quotaExceeded: (-31_072, false, "The mailbox or a store is full.")
        case .unsupported: (-31_073, false, "The account's server cannot do this.")
        case .shuttingDown: (-31_080, true, "The daemon is about to end and takes nothing new.")
        case .requestCancelled: (-32_800, false, "The caller cancelled the request.")
        }
    }
}

extension RPCError {
    /// Code and, unless it is given, `retryable` follow from the kind.
    package init(
        _ kind: ErrorKind, _ message: String, retryable: Bool? = nil, retryAfterMs: Int? = nil, hint: String? = nil,
        details: [String: JSONValue] = [:]
    ) {
        self.init(
            code: kind.code, kind: kind.rawValue, message: message, retryable: retryable ?? kind.isRetryable,
            retryAfterMs: retryAfterMs, hint: hint, details: details)
    }
}
