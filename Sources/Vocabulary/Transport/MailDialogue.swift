/// Which greeting and which STARTTLS a mail connection begins with.
package enum MailDialogue: Sendable {
    case imap
    case smtp
}
