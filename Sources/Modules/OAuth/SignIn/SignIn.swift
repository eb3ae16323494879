package import Broker
package import Domain

/// One sign-in, from the authorization URL or the code for another device to the stored grant, as a value: an event goes
/// in, the next action comes out.
///
/// No clock, no network, no lock: `SignInDesk` owns these and acts. It is sealed under the hash of its state or handle, so
/// that it survives a restart and cannot be found by anybody who does not hold that.
package struct SignIn: Codable, Hashable, Sendable {
    /// How the user signs in.
    package enum Way: Codable, Hashable, Sendable {
        case browser(BrowserWay)
        case device(DeviceWay)
    }
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
    /// A shared mailbox to be opened.
    package let mailbox: EmailAddress?
    package let context: String?
    package let issuer: IssuerRule
    package let providerName: String
    /// What the user is asked to agree to.
    package let scopes: [String]
    package let expiresAt: Timestamp
    package internal(set) var way: Way
    package internal(set) var stage = Stage.waitingForUser

    package init(
        app: AppID, generation: Int, account: AccountID? = nil, caller: CallerID, expectedEmail: String? = nil,
        mailbox: EmailAddress? = nil, context: String? = nil, issuer: IssuerRule, providerName: String,
        scopes: [String] = [], expiresAt: Timestamp, way: Way
    ) {
        self.app = app
        self.generation = generation
        self.account = account
        self.caller = caller
        self.expectedEmail = expectedEmail
        self.mailbox = mailbox
        self.context = context
        self.issuer = issuer
        self.providerName = providerName
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.way = way
    }

    /// Of a sign-in in a browser.
    var browserWay: BrowserWay? {
        if case .browser(let way) = way { way } else { nil }
    }

    /// Of a sign-in on another device.
    var deviceWay: DeviceWay? {
        if case .device(let way) = way { way } else { nil }
    }
}
