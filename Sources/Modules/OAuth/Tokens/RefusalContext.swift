package import Domain

/// Where a refusal happened.
package struct RefusalContext: Sendable {
    package enum Phase: Sendable {
        case signIn, refresh
        /// There is no user who could sign in again.
        case actingAlone
    }
    package var provider: String
    package var isEntra: Bool
    package var app: AppID
    /// What the app is called in its provider's portal, where it is known here.
    package var clientId: String?
    package var account: AccountID?
    /// What was asked for.
    package var scopes: [String]
    package var phase: Phase

    package init(
        provider: String, isEntra: Bool, app: AppID, clientId: String? = nil, account: AccountID?,
        scopes: [String] = [], phase: Phase
    ) {
        self.provider = provider
        self.isEntra = isEntra
        self.app = app
        self.clientId = clientId
        self.account = account
        self.scopes = scopes
        self.phase = phase
    }
}
