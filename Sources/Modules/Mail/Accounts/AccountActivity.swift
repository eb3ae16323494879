package import Domain

/// How an account fared since the daemon started.
package struct AccountActivity: Sendable, Hashable {
    package struct Failure: Sendable, Hashable {
        package var at: Timestamp
        package var error: MailError
    }
    /// When its servers last did what was asked.
    package var lastSuccessAt: Timestamp?
    /// The last failure, kept until the next success.
    package var failure: Failure?
    /// Found at start: nothing is kept that could open its mailbox.
    package var lacksCredential = false
}
