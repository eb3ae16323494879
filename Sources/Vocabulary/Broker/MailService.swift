/// Which of an account's two servers a password is for.
package enum MailService: String, Codable, CaseIterable, Hashable, Sendable {
    case imap, smtp
}
