package import Broker
package import Domain

/// One sign-in, from the authorization URL to the stored grant, as a value: an event goes in, the next action comes out.
///
/// No clock, no network, no lock: `SignInDesk` owns these and acts. It is sealed under the hash of its state, so that it
/// survives a restart and cannot be found by anybody who does not hold the state.
package struct SignIn: Codable, Hashable, Sendable {
    package enum Stage: Codable, Hashable, Sendable {
        case waitingForUser
        /// This one code was brought and is being redeemed. After a crash or a fault in between it may be tried again.
        case redeeming(code: String)
        case succeeded(code: String, SignedIn)
        /// `code` is nil when the provider sent an error instead.
        case failed(code: String?, BrokerError)
    }
    package enum Action: Hashable, Sendable {
        /// Nothing changes, and the one who asked gets this error.
        case ignore(BrokerError)
        /// Redeem the code, once the new stage is durable.
        case redeem
        case answer(SignedIn)
        /// The sign-in has ended by this error: keep it and tell everybody.
        case end(BrokerError)
        /// It had ended by this error before.
        case repeatError(BrokerError)
    }

    package let app: AppID
    /// Of the app, when this began.
    package let generation: Int
    package let account: AccountID?
    package let caller: CallerID
    package let expectedEmail: String?
    package let context: String?
    package let redirectURL: String
    package let nonce: String
    package let verifier: Credential
    package let issuer: IssuerRule
    package let announcesIssuer: Bool
    package let providerName: String
    package let expiresAt: Timestamp
    package internal(set) var stage = Stage.waitingForUser

    package init(
        app: AppID, generation: Int, account: AccountID? = nil, caller: CallerID, expectedEmail: String? = nil,
        context: String? = nil, redirectURL: String, nonce: String, verifier: Credential, issuer: IssuerRule,
        announcesIssuer: Bool, providerName: String, expiresAt: Timestamp
    ) {
        self.app = app
        self.generation = generation
        self.account = account
        self.caller = caller
        self.expectedEmail = expectedEmail
        self.context = context
        self.redirectURL = redirectURL
        self.nonce = nonce
        self.verifier = verifier
        self.issuer = issuer
        self.announcesIssuer = announcesIssuer
        self.providerName = providerName
        self.expiresAt = expiresAt
    }
}
