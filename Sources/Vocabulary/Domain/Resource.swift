/// What an access token is for. One token is good for one resource (reference sheet §A4); one grant serves several.
package enum Resource: String, Codable, CaseIterable, Hashable, Sendable {
    /// IMAP and SMTP.
    case mail
    /// Microsoft Graph.
    case graph
}
