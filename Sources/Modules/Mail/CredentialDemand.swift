package import Domain

/// Which credential is wanted, and why the one at hand may not do.
package struct CredentialDemand: Sendable {
    package var service: MailServiceKind
    /// The credential that a server just refused: it does not come again.
    package var rejected: MailCredential?
    /// A claims challenge to pass on, as JSON text (reference sheet, section A14).
    package var claims: String?
    /// To whom a password is to be shown; nil for the account's server as it is now.
    package var server: ServerAddress?

    package init(_ service: MailServiceKind, rejecting rejected: MailCredential? = nil, claims: String? = nil) {
        self.service = service
        self.rejected = rejected
        self.claims = claims
    }
}
