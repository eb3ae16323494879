internal import JSONRPC

/// All methods, in the order in which documents tell of them.
package enum Catalogue {
    /// Of this interface, not of the program.
    package static let version = "0.1"

    package static let methods: [any APIMethod.Type] = [
        Ping.self, GetInfo.self, GetHealth.self, Discover.self, RegisterApp.self, UpdateApp.self, DeleteApp.self,
        GetApp.self, ListApps.self, ListProviders.self, VerifyApp.self, AuthorizeURL.self, ExchangeCode.self,
        AwaitSignIn.self,
        StartDeviceLogin.self, AwaitDeviceLogin.self, AdminConsentURL.self, CompleteAdminConsent.self,
        AwaitAdminConsent.self, GetAccessToken.self,
        AddAccount.self, VerifyAccount.self, GetAccount.self, ListAccounts.self, UpdateAccount.self,
        ReconnectAccount.self,
        DeleteAccount.self,
        ListMailboxes.self,
        ListMessages.self, GetMessage.self, GetMessageSource.self, GetAttachment.self, SendMessage.self,
        UploadBlob.self, GetBlob.self, DeleteBlob.self, GetVaultStatus.self, UnlockVault.self, SetVaultPassphrase.self,
        RotateVaultKey.self,
    ]

    package static func method(named name: String) -> (any APIMethod.Type)? { byName[name] }

    /// Who may call a method; nil when there is none of that name.
    package static func role(of name: String) -> Role? { byName[name]?.role }

    private static let byName = Dictionary(uniqueKeysWithValues: methods.map { ($0.name, $0) })
}
