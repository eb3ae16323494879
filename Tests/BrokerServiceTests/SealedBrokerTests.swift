import Broker
import BrokerService
import Domain
import Foundation
import TestSupport
import Testing

@Suite("A broker whose vault is shut")
struct SealedBrokerTests {
    static let account = AccountID(unchecked: "acc_a")
    static let app = AppID(unchecked: "app_a")

    static let calls: [(String, @Sendable (LocalBroker) async throws -> Void)] = [
        ("registerApp", { _ = try await $0.registerApp(Household.registration) }),
        ("updateApp", { _ = try await $0.updateApp(app, AppChange(name: "x")) }),
        ("deleteApp", { try await $0.deleteApp(app) }),
        ("app", { _ = try await $0.app(app) }),
        ("apps", { _ = try await $0.apps() }),
        (
            "beginSignIn",
            { _ = try await $0.beginSignIn(SignInRequest(app: app, prompt: "?", caller: Household.caller)) }
        ),
        (
            "completeSignIn",
            {
                _ = try await $0.completeSignIn(
                    SignInCompletion(caller: nil, state: Credential("s"), answer: .code(Credential("c"))))
            }
        ),
        (
            "signInResult",
            {
                _ = try await $0.signInResult(
                    of: Credential("s"), for: Household.caller, until: .after(.seconds(3_600)))
            }
        ),
        (
            "beginDeviceLogin",
            { _ = try await $0.beginDeviceLogin(DeviceLoginRequest(app: app, caller: Household.caller)) }
        ),
        (
            "beginAdminConsent",
            { _ = try await $0.beginAdminConsent(AdminConsentRequest(app: app, caller: Household.caller)) }
        ),
        (
            "completeAdminConsent",
            {
                _ = try await $0.completeAdminConsent(
                    SignInCompletion(caller: nil, state: Credential("s"), answer: .code(Credential("c"))))
            }
        ),
        (
            "adminConsentResult",
            {
                _ = try await $0.adminConsentResult(
                    of: Credential("s"), for: Household.caller, until: .after(.seconds(3_600)))
            }
        ),
        ("accessToken", { _ = try await $0.accessToken(for: account, TokenDemand(resource: .mail)) }),
        ("keepPassword", { try await $0.keepPassword(KeptPassword(imap: Credential("")), for: account) }),
        ("password", { _ = try await $0.password(for: account, on: .imap, at: nil) }),
        ("forget", { try await $0.forget(account) }),
        ("holdings", { _ = try await $0.holdings() }),
        ("grantStatus", { _ = try await $0.grantStatus(of: account) }),
        ("dataKey", { _ = try await $0.dataKey(for: .cursor) }),
        ("setVaultPassphrase", { _ = try await $0.setVaultPassphrase(Credential("a passphrase")) }),
        ("rotateVaultKey", { _ = try await $0.rotateVaultKey() }),
    ]

    @Test("says so to every call, whatever else would be wrong", arguments: calls.indices)
    func everyCall(_ index: Int) async throws {
        let broker = try await Household().broker(VaultKeys())
        #expect(await failure { try await Self.calls[index].1(broker) } == .vaultSealed, "\(Self.calls[index].0)")
    }

    @Test("is opened by its passphrase, and made by it when there is none")
    func passphrase() async throws {
        let house = try Household()
        let first = try await house.broker(VaultKeys())
        #expect(await first.vaultStatus().state == .uninitialized)
        #expect(try await first.unlockVault(with: Credential("correct horse")).state == .open)
        let signedIn = try await house.signIn(at: first)
        let second = try await house.broker(VaultKeys())
        #expect(await second.vaultStatus().state == .sealed)
        #expect(
            await failure { _ = try await second.unlockVault(with: Credential("wrong horse")) }
                == .invalid(field: "passphrase", reason: "it does not open this vault"))
        #expect(await second.vaultStatus().state == .wrongKey)
        #expect(await failure { _ = try await second.apps() } == .vaultSealed)
        let status = try await second.unlockVault(with: Credential("correct horse"))
        #expect(status.state == .open)
        #expect(status.openedBy == .passphrase)
        #expect(
            await failure { _ = try await second.unlockVault(with: Credential("wrong horse")) }
                == .invalid(field: "passphrase", reason: "it does not open this vault"))
        #expect(await second.vaultStatus() == status)
        #expect(try await second.holdings().map(\.account) == [signedIn.account])
    }

    @Test("is opened though a rotation that was interrupted cannot be ended yet")
    func unfinishedRotation() async throws {
        let house = try Household()
        let passphrase = Credential("correct horse")
        let store = CutOffStore(try VaultDatabase(path: house.directory.file("vault.db")))
        let first = try await house.start(VaultKeys(), store: store)
        _ = try await first.unlockVault(with: passphrase)
        let signedIn = try await house.signIn(at: first)
        // The new key is in its slot; no record is under it.
        store.allowChanges(1)
        #expect(await failure { _ = try await first.rotateVaultKey() } != nil)
        let second = try await house.broker(VaultKeys(), cutOffAfter: 0)
        let status = try await second.unlockVault(with: passphrase)
        #expect(status.state == .open)
        #expect(status.pendingRewraps > 0)
        #expect(try await second.holdings().map(\.account) == [signedIn.account])
    }

    @Test("by another's key says that the key is wrong, and keeps everything")
    func wrongKey() async throws {
        let house = try Household()
        let signedIn = try await house.signIn(at: try await house.broker())
        let wrong = try await house.broker(VaultKeys(credentials: [Secret([UInt8](repeating: 8, count: 32))]))
        #expect(await wrong.vaultStatus().state == .wrongKey)
        #expect(await wrong.vaultStatus().detail?.contains("not this vault's; it opens by the vault-key") == true)
        #expect(await failure { _ = try await wrong.apps() } == .vaultSealed)
        #expect(try await house.broker().holdings().map(\.account) == [signedIn.account])
    }

    @Test("for want of a usable key says what is wrong with it")
    func unusableKey() async throws {
        let house = try Household()
        let short = try await house.broker(VaultKeys(credentials: [Secret([1, 2, 3])]))
        #expect(await short.vaultStatus().detail?.contains("32 random bytes") == true)
        let unreadable = try await house.broker(VaultKeys(keyFile: .madeAtFirstStart(house.keyFile), problems: ["x"]))
        #expect(await unreadable.vaultStatus().detail == "x")
        #expect(!FileManager.default.fileExists(atPath: house.keyFile))
        let missing = try await house.broker(VaultKeys(keyFile: .existing(house.keyFile)))
        for way in ["unlockVault", "credential", house.keyFile, "--vault-create-key-file true"] {
            #expect(await missing.vaultStatus().detail?.contains(way) == true)
        }
        #expect(await missing.vaultStatus().state == .uninitialized)
    }
}

@Suite("A key file")
struct KeyFileTests {
    @Test("is made at the first start, for its owner's eyes only, and opens the vault ever after")
    func madeAtFirstStart() async throws {
        let house = try Household()
        let keys = VaultKeys(keyFile: .madeAtFirstStart(house.keyFile))
        let first = try await house.broker(keys)
        #expect(await first.vaultStatus().state == .open)
        #expect(await first.vaultStatus().detail?.contains(house.keyFile) == true)
        let mode = try FileManager.default.attributesOfItem(atPath: house.keyFile)[.posixPermissions] as? Int
        #expect(mode == 0o400)
        let account = try await house.signIn(at: first).account
        let contents = FileManager.default.contents(atPath: house.keyFile)
        let second = try await house.broker(keys)
        #expect(await second.vaultStatus().openedBy == .keyFile)
        #expect(try await second.holdings().map(\.account) == [account])
        #expect(FileManager.default.contents(atPath: house.keyFile) == contents)
    }

    @Test("that is gone is not made anew: the vault waits for the right one")
    func gone() async throws {
        let house = try Household()
        let keys = VaultKeys(keyFile: .madeAtFirstStart(house.keyFile))
        _ = try await house.broker(keys)
        try FileManager.default.removeItem(atPath: house.keyFile)
        let second = try await house.broker(keys)
        #expect(await second.vaultStatus().state == .sealed)
        #expect(await second.vaultStatus().detail?.contains("it opens by the key file \(house.keyFile)") == true)
        #expect(!FileManager.default.fileExists(atPath: house.keyFile))
    }

    @Test("that others could read is not used, and nothing is made in its place")
    func tooOpen() async throws {
        let house = try Household()
        let isThere = FileManager.default.createFile(
            atPath: house.keyFile, contents: Data(repeating: 7, count: 32), attributes: [.posixPermissions: 0o440])
        #expect(isThere)
        let broker = try await house.broker(VaultKeys(keyFile: .madeAtFirstStart(house.keyFile)))
        #expect(await broker.vaultStatus().state == .uninitialized)
        #expect(await broker.vaultStatus().detail?.contains("mode") == true)
    }
}
