/// How an account signs in at its servers.
package enum AccountAuthentication: String, Codable, CaseIterable, Hashable, Sendable {
    /// A password for IMAP and SMTP.
    case password
    /// A grant of a registered app.
    case oauth
    /// The grant of another account, whose user has rights to this mailbox.
    case borrowed
    /// A registered app by itself, without a user.
    case application
    /// Tokens that a command or an address of the configuration gives.
    case external
}
