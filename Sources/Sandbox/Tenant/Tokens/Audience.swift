/// The resource that an access token is for; one token has one (reference sheet §A4).
package enum Audience: String, CaseIterable, Hashable, Sendable {
    /// Microsoft Graph.
    case graph
    /// Exchange Online: IMAP, POP and SMTP.
    case outlook
}
