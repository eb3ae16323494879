/// Which of Microsoft's two ways to a mailbox an app asks for. An app may have both: one sign-in then serves both.
package enum BaseScope: String, Codable, CaseIterable, Hashable, Sendable {
    /// IMAP and SMTP over XOAUTH2.
    case imap
    /// The Microsoft Graph API.
    case graph
}
