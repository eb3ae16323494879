package import Domain

/// What `startDeviceLogin` asks for (RFC 8628).
package struct DeviceLoginRequest: Codable, Hashable, Sendable {
    package var app: AppID
    /// The account to be authorised anew; a new one, or the one of the same identity, when absent.
    package var account: AccountID?
    /// The address of whoever is to sign in; anybody else is `wrongIdentity`, and nothing changes.
    package var expectedEmail: String?
    /// A shared mailbox to be opened by this sign-in.
    package var mailbox: EmailAddress?
    /// The caller's own text, given back with the result; at most 4 KiB.
    package var context: String?
    package var caller: CallerID

    package init(
        app: AppID, account: AccountID? = nil, expectedEmail: String? = nil, mailbox: EmailAddress? = nil,
        context: String? = nil, caller: CallerID
    ) {
        self.app = app
        self.account = account
        self.expectedEmail = expectedEmail
        self.mailbox = mailbox
        self.context = context
        self.caller = caller
    }
}
