/// Which of an account's servers a credential is for.
package enum MailServiceKind: Sendable, Hashable {
    case imap, smtp, graph
}
