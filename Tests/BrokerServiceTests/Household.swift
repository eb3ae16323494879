import Broker
import BrokerService
import Cryptography
import Domain
import Foundation
import Logging
import OAuth
import TestSupport
import Vault

/// A state directory on disk, a provider, and brokers that come and go.
struct Household {
    let directory: VaultDatabaseTests.TemporaryDirectory
    let clock = ManualWallClock()
    let provider: FakeProvider
    static let caller = CallerID(rawValue: 1_000)
    static let key = Secret([UInt8](repeating: 7, count: 32))
    static let clientSecret = "s3cret~CANARY"

    init() throws {
        directory = try VaultDatabaseTests.TemporaryDirectory()
        provider = FakeProvider(clock: clock)
    }

    var keyFile: String { directory.file("vault.key") }

    /// A daemon's broker, started on the directory.
    func broker(
        _ keys: VaultKeys = VaultKeys(credentials: [key]), cutOffAfter changes: Int = .max
    ) async throws -> LocalBroker {
        try await start(keys, store: CutOffStore(VaultDatabase(path: directory.file("vault.db")), after: changes))
    }

    func start(_ keys: VaultKeys = VaultKeys(credentials: [key]), store: CutOffStore) async throws -> LocalBroker {
        let cost = try ScryptParameters(cost: 16, blockSize: 1, parallelism: 1)
        let broker = LocalBroker(
            vault: Vault(store: store, passphraseCost: cost), keys: keys, http: provider, clock: clock,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await broker.start()
        return broker
    }

    static let registration = AppRegistration(
        name: "Test", provider: .outlook, clientId: "client", clientSecret: Credential(clientSecret),
        redirectURLs: ["http://localhost/oauth"])

    func begin(_ app: App, at broker: LocalBroker) async throws -> SignInInvitation {
        try await broker.beginSignIn(SignInRequest(app: app.id, context: "row 7", caller: Self.caller))
    }

    func complete(_ invitation: SignInInvitation, code: String, at broker: LocalBroker) async throws -> SignedIn {
        try await broker.completeSignIn(
            SignInCompletion(
                caller: Self.caller, state: Credential(invitation.state), answer: .code(Credential(code))))
    }

    func signIn(at broker: LocalBroker) async throws -> SignedIn {
        let app = try await broker.registerApp(Self.registration)
        let invitation = try await begin(app, at: broker)
        return try await complete(invitation, code: provider.consent(invitation.url), at: broker)
    }

    /// Every byte in the directory.
    func bytesOnDisk() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).reduce(into: Data()) {
            $0 += try Data(contentsOf: URL(fileURLWithPath: directory.file($1)))
        }
    }
}

/// The broker's error of a call; nil when it has none.
func failure(of body: () async throws -> Void) async -> BrokerError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? BrokerError
    }
}
