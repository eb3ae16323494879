internal import API
internal import Broker
internal import Domain
internal import JSONRPC
internal import Mail

extension API.AccountChange {
    /// The change as Mail takes it. A password for submission alone says nothing of the one that reads.
    func change() throws(RPCError) -> Mail.AccountChange {
        guard smtpPassword == nil || password != nil else {
            throw .invalid("smtpPassword", "goes with password: both are given anew together")
        }
        return Mail.AccountChange(
            name: name, address: address, username: username, smtpUsername: smtpUsername,
            userPrincipalName: userPrincipalName, password: password.map { KeptPassword(imap: $0, smtp: smtpPassword) },
            imap: imap, smtp: smtp, sentCopy: sentCopy, roleOverrides: roleOverrides?.paths)
    }
}
