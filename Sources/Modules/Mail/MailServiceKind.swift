/// Which of an account's services something is about.
package enum MailServiceKind: String, Sendable, Hashable, Codable, CaseIterable {
    case imap, smtp, graph
}
