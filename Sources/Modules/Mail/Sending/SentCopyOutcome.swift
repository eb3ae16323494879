/// What became of the copy in the Sent mailbox. It never makes a send fail.
package enum SentCopyOutcome: Sendable, Hashable {
    /// The server files it (Exchange, Gmail).
    case filedByServer
    case filed
    /// The account's settings say so, or it has no server to read from.
    case notWanted
    /// The caller's deadline came first.
    case underWay
    case failed(MailError)
}
