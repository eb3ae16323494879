/// How an account is, judged by facts alone.
package enum AccountReadiness: String, Codable, CaseIterable, Hashable, Sendable {
    /// The last attempt to get a credential and to use it went well.
    case ready
    /// The last attempt failed for a reason that passes; the next one is planned.
    case backoff
    /// The user has to sign in again.
    case signInRequired
    /// A permission is missing, or an administrator has to agree; what needs it does not work.
    case consentRequired
    /// The operator has to correct the app.
    case appMisconfigured
    /// The last attempt failed for another reason.
    case error
    /// Nothing has been tried since the daemon started.
    case unknown
}
