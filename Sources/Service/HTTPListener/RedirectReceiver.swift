package import Broker

/// Completes the sign-in that a redirect belongs to.
package protocol RedirectReceiver: Sendable {
    /// Returns within a deadline of its own; the browser waits meanwhile.
    func received(_ redirect: OAuthRedirect) async -> RedirectOutcome
}
