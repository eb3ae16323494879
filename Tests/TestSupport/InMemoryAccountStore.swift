package import Domain
package import Mail

/// Accounts that are gone with the process.
package actor InMemoryAccountStore: AccountStore {
    package private(set) var rows: [AccountID: Account] = [:]
    private var removed: Set<AccountID> = []
    private var failure: MailError?

    package init(_ accounts: [Account] = []) {
        for account in accounts { rows[account.id] = account }
    }

    /// Every write from now on throws this, or works again.
    package func fail(with error: MailError?) { failure = error }

    package func accounts() throws(MailError) -> [Account] {
        rows.values.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    package func account(_ id: AccountID) throws(MailError) -> Account? {
        rows[id]
    }

    package func save(_ account: Account) throws(MailError) {
        if let failure { throw failure }
        guard !removed.contains(account.id) else { throw .notFound(what: "account") }
        rows[account.id] = account
    }

    package func remove(_ id: AccountID) throws(MailError) {
        if let failure { throw failure }
        rows[id] = nil
        removed.insert(id)
    }

    package func tombstones() throws(MailError) -> [AccountID] {
        removed.sorted { $0.rawValue < $1.rawValue }
    }

    package func clearTombstone(_ id: AccountID) throws(MailError) {
        if let failure { throw failure }
        removed.remove(id)
    }
}
