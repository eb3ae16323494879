internal import API
internal import Broker
internal import Domain
internal import Mail

extension API.AccountSettings {
    /// The settings as Mail takes them.
    var account: Mail.AccountSettings {
        Mail.AccountSettings(
            name: name, address: address.description, username: username, imap: imap, smtp: smtp,
            sentCopy: sentCopy ?? .automatic, roleOverrides: roleOverrides?.paths ?? [:])
    }

    /// What the broker is to keep.
    var keptPassword: KeptPassword { KeptPassword(imap: password, smtp: smtpPassword) }
}
