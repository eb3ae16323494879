/// How an account signs in at its servers.
package enum AccountAuthentication: String, Codable, CaseIterable, Hashable, Sendable {
    /// A password for IMAP and SMTP.
    case password
    /// A grant of a registered app.
    case oauth
}
