internal import API
internal import Domain
internal import Mail

extension API.ExternalAccountSettings {
    /// The settings as Mail takes them.
    var account: Mail.ExternalSettings {
        Mail.ExternalSettings(
            address: address, name: name, username: username, cloud: cloud, baseScopes: baseScopes, imap: imap,
            smtp: smtp, sentCopy: sentCopy ?? .automatic, roleOverrides: roleOverrides?.paths ?? [:])
    }
}
