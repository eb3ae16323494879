internal import API
internal import Domain
internal import Mail

extension API.MailboxSettings {
    /// The settings as Mail takes them.
    var account: Mail.MailboxSettings {
        Mail.MailboxSettings(
            mailbox: mailbox, name: name, sentCopy: sentCopy ?? .automatic, roleOverrides: roleOverrides?.paths ?? [:])
    }
}
