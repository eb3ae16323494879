package import Domain

/// How an account fared since the daemon started.
package struct AccountActivity: Sendable, Hashable {
    package struct Failure: Sendable, Hashable {
        package var at: Timestamp
        package var error: MailError

        package init(at: Timestamp, error: MailError) {
            self.at = at
            self.error = error
        }
    }
    /// When its servers last did what was asked.
    package var lastSuccessAt: Timestamp?
    /// The last failure, kept until the next success.
    package var failure: Failure?
    /// Found at start: nothing is kept that could open its mailbox.
    package var lacksCredential = false
    /// When the daemon tries the account by itself; nil when it has no reason to.
    package var nextAttemptAt: Timestamp?
    /// How many attempts in a row failed for a reason that passes.
    var failuresInARow = 0

    /// Whether it failed and is left alone until `nextAttemptAt`.
    package var isBackingOff: Bool { failure != nil && nextAttemptAt != nil }
}
