/// What opens a password account: one password for reading, and another for sending only where that differs.
package struct KeptPassword: Codable, Hashable, Sendable {
    package var imap: Credential
    /// The one of `imap` when absent.
    package var smtp: Credential?

    package init(imap: Credential, smtp: Credential? = nil) {
        self.imap = imap
        self.smtp = smtp
    }
}
