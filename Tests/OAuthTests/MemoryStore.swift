import Broker
import Domain
import OAuth
import Synchronization

/// OAuth's four stores in memory. It can be cut off: from its n-th write on nothing is written, as if the process had been
/// killed there.
final class MemoryStore: AppStore, GrantStore, SignInStore, ConsentStore {
    struct Contents: Sendable {
        var apps: [AppID: RegisteredApp] = [:]
        var grants: [AccountID: Grant] = [:]
        var signIns: [String: SignIn] = [:]
        var consents: [String: AwaitedConsent] = [:]
    }
    private struct State {
        var contents: Contents
        var writesLeft: Int
        var writes = 0
        var damaged: Set<AccountID> = []
    }
    private let state: Mutex<State>

    init(_ contents: Contents = Contents(), failingAfter writes: Int = .max) {
        state = Mutex(State(contents: contents, writesLeft: writes))
    }

    /// What a restarted program would find.
    var contents: Contents {
        get { state.withLock { $0.contents } }
        set { state.withLock { $0.contents = newValue } }
    }
    /// Writes that were made or tried.
    var writes: Int { state.withLock { $0.writes } }

    func allowWrites(_ count: Int) { state.withLock { $0.writesLeft = count } }

    private func write(_ change: (inout Contents) -> Void) throws(BrokerError) {
        let isDone = state.withLock { state in
            state.writes += 1
            guard state.writesLeft > 0 else { return false }
            state.writesLeft -= 1
            change(&state.contents)
            return true
        }
        if !isDone { throw .storage("cut off") }
    }

    func app(_ id: AppID) -> RegisteredApp? { contents.apps[id] }
    func apps() -> [RegisteredApp] { Array(contents.apps.values) }
    func save(_ app: RegisteredApp) throws(BrokerError) { try write { $0.apps[app.app.id] = app } }
    func remove(_ id: AppID) throws(BrokerError) { try write { $0.apps[id] = nil } }

    /// From now on the account's grant cannot be opened.
    func damage(_ account: AccountID) { state.withLock { _ = $0.damaged.insert(account) } }

    func grant(of account: AccountID) throws(BrokerError) -> Grant? {
        if state.withLock({ $0.damaged.contains(account) }) { throw .vaultCorrupt("grant") }
        return contents.grants[account]
    }
    func grants() -> [Grant] {
        state.withLock { state in state.contents.grants.values.filter { !state.damaged.contains($0.account) } }
    }
    func save(_ grant: Grant) throws(BrokerError) { try write { $0.grants[grant.account] = grant } }
    func remove(_ account: AccountID) throws(BrokerError) { try write { $0.grants[account] = nil } }

    func signIn(_ key: String) -> SignIn? { contents.signIns[key] }
    func keys() -> [String] { Array(contents.signIns.keys) }
    func save(_ signIn: SignIn, as key: String) throws(BrokerError) { try write { $0.signIns[key] = signIn } }
    func remove(_ key: String) throws(BrokerError) { try write { $0.signIns[key] = nil } }

    func consent(_ key: String) -> AwaitedConsent? { contents.consents[key] }
    func consentKeys() -> [String] { Array(contents.consents.keys) }
    func save(_ consent: AwaitedConsent, as key: String) throws(BrokerError) {
        try write { $0.consents[key] = consent }
    }
    func removeConsent(_ key: String) throws(BrokerError) { try write { $0.consents[key] = nil } }
}
