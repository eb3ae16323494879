internal import Domain
internal import Mail
internal import Synchronization

/// Accounts as they stand in the database, for as long as nothing was written to their rows.
final class KnownAccounts: Sendable {
    private struct State {
        var accounts: [AccountID: Account] = [:]
        /// How often something was forgotten: what was read before the last time may be old.
        var changes = 0
    }
    private let state = Mutex(State())

    /// The account, if it is known, and how many changes there were so far.
    func account(_ id: AccountID) -> (account: Account?, changes: Int) {
        state.withLock { ($0.accounts[id], $0.changes) }
    }

    /// Keeps what was read, unless something was written since.
    func learn(_ account: Account, asOf changes: Int) {
        state.withLock { state in
            if state.changes == changes { state.accounts[account.id] = account }
        }
    }

    /// To be called after each write, also after one that failed: a commit may have come to pass.
    func forget(_ id: AccountID) {
        state.withLock { state in
            state.changes += 1
            state.accounts[id] = nil
        }
    }
}
