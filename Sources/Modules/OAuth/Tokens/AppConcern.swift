/// What of an app a provider has something against.
package enum AppConcern: Hashable, Sendable {
    /// The credential that was sent: another one may do.
    case credential
    /// The app as a whole: nothing of it works.
    case registration
    /// What was asked for: a scope, a tenant, a redirect. Other requests may well succeed.
    case request
}
