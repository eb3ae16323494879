package import Domain

/// Why the broker could not do it. The cases say who must act; no text holds a secret, a code or an address.
package enum BrokerError: Error, Codable, Hashable, Sendable {
    /// No such app, account or sign-in: `what` is one of these words.
    case notFound(what: String)
    case alreadyExists(what: String)
    case conflict(String)
    /// A value that cannot be right: the parameter's name, and why.
    case invalid(field: String, reason: String)

    /// The provider has no such thing: what, and what to do instead.
    case unsupported(String)

    /// The grant is dead, or there never was one: the user has to sign in again. The stored token is kept.
    case signInRequired(AccountID?, ProviderFault?)
    /// A permission is missing, or an administrator has to agree.
    case consentRequired(scopes: [String], ProviderFault?)
    /// The user, or a policy, said no.
    case signInDenied(ProviderFault)
    /// Unknown, foreign or already used state.
    case stateInvalid
    /// The sign-in took too long, or the provider says that the code is too old or was used.
    case codeExpired
    /// The operator has to correct the app; `hint` says where.
    case appMisconfigured(AppID, hint: String, ProviderFault?)
    /// Somebody other than expected signed in; nothing was changed.
    case wrongIdentity(String)

    case vaultSealed
    case vaultCorrupt(String)

    case providerUnavailable(ProviderFault?, retryAfterMs: Int?)
    case rateLimited(ProviderFault?, retryAfterMs: Int?)
    /// The provider refused for good, or answered something that cannot be trusted.
    case providerRejected(String, ProviderFault?)
    case timedOut
    case connectFailed(String)
    case tlsFailed(String)
    case cancelled
    /// The state directory or its database failed: full disk, damaged file.
    case storage(String)
}
