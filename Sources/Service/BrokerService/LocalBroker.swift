package import Broker
package import Domain
package import Logging
package import OAuth
package import Transport
package import Vault

/// The broker in this process: OAuth over a vault. Only here do the two meet.
///
/// While the vault is shut, every call but those about the vault itself is `vaultSealed`; the process goes on.
package actor LocalBroker {
    nonisolated let vault: Vault
    nonisolated let oauth: OAuthService
    nonisolated let passwords: VaultRecords<KeptPassword>
    nonisolated let log: Logger
    private let keys: VaultKeys
    /// What opening the vault had to say.
    private var detail: String?

    /// `clouds` and `assertions` are those of the configuration, by name. Nothing is read before `start`.
    package init(
        vault: Vault, keys: VaultKeys, http: any HTTPClient, clock: any WallClock,
        randomness: any Randomness = SystemRandomness(), clouds: [String: Cloud] = [:],
        catalogue: ProviderCatalogue = .builtIn, assertions: any AssertionSource = NoAssertions(),
        tokenSource: any TokenSource = NoTokenSources(), log: Logger
    ) {
        self.vault = vault
        self.keys = keys
        self.log = log
        passwords = VaultRecords(vault: vault, type: .password, log: log)
        oauth = OAuthService(
            apps: VaultAppStore(records: VaultRecords(vault: vault, type: .app, log: log)),
            grants: VaultGrantStore(records: VaultRecords(vault: vault, type: .grant, log: log)),
            signIns: VaultSignInStore(records: VaultRecords(vault: vault, type: .signIn, log: log)),
            consents: VaultConsentStore(records: VaultRecords(vault: vault, type: .adminConsent, log: log)), http: http,
            clock: clock, randomness: randomness, clouds: clouds, catalogue: catalogue, assertions: assertions,
            tokenSource: tokenSource, log: log)
    }

    /// Opens the vault, if a key is there, and clears away old sign-ins. Once, before anything else; it never fails.
    package func start() async {
        var opener = VaultOpener(keys: keys, log: log)
        await opener.open(vault)
        detail = opener.detail
        await sweep()
    }

    /// Clears away sign-ins that ended long ago. To be called now and then.
    package nonisolated func sweep() async {
        do throws(BrokerError) {
            try await oauth.sweepSignIns()
        } catch {
            log.debug("old sign-ins could not be cleared away", metadata: ["reason": "\(error)"])
        }
    }

    /// Asks providers about sign-ins on other devices, those of before a restart among them, until the task is cancelled.
    /// `ended` is told of each that ended well, whoever else waits for it.
    package nonisolated func tendDeviceLogins(ended: @escaping @Sendable (SignedIn) async -> Void) async {
        await oauth.tendDeviceLogins(ended: ended)
    }

    /// Uses refresh tokens that lie idle for so long, one after the other, until the task is cancelled. To be called now and
    /// then; what fails is noted with its account.
    package nonisolated func exerciseIdle(after idle: Duration) async {
        do throws(BrokerError) {
            try await oauth.exerciseIdle(after: idle) { (try? await Task.sleep(for: $0)) != nil }
        } catch {
            log.debug("idle sign-ins could not be looked up", metadata: ["reason": "\(error)"])
        }
    }

    /// Lets everybody go who waits for a sign-in to end, because the daemon stops.
    package nonisolated func stopWaiting() async { await oauth.stopWaiting() }

    /// How long `finish` may take: longer than a provider is given for one answer.
    package static let longestFinish: Duration = .seconds(35)

    /// The last call of all: waits until what providers were asked for is kept, because some give it but once, and asks them
    /// for no more of that.
    package nonisolated func finish() async { await oauth.finish(until: .after(Self.longestFinish)) }

    func status() async -> VaultStatus { VaultStatus(await vault.status(), detail: detail) }

    /// What was in the way at start is no longer.
    func opened() { detail = nil }
}
