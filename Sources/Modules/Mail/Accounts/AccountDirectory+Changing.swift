internal import Broker
package import Domain
internal import Logging

extension AccountDirectory {
    /// Changes an account. Where its servers may see something else than before, they are tried first unless `verifying`
    /// says not to; when that fails nothing has changed. `conflict` when somebody else changed the same meanwhile.
    package func update(
        _ id: AccountID, _ change: AccountChange, verifying: Bool = true, until deadline: Deadline
    ) async throws(MailError) -> Account {
        let wanted = try change.applied(to: try await account(id))
        try await refuseSecond(wanted, inPlaceOf: id)
        let isTried = verifying && change.concernsServers
        if isTried { try await check(prospect: wanted, with: change.password, until: deadline) }
        await takeTurn(id)
        defer { endTurn(id) }
        let changed = try change.applied(to: try await account(id))
        guard Self.isSame(changed, wanted) else { throw .conflict("the account was changed meanwhile") }
        try await refuseSecond(changed, inPlaceOf: id)
        if let password = change.password { try await keeper.keepPassword(password, for: id) }
        try await store.save(changed)
        log.notice("account changed", metadata: ["account": "\(id)"])
        if change.concernsServers { try await beginAnew(changed, isTried: isTried) }
        return changed
    }

    private func beginAnew(_ account: Account, isTried: Bool) async throws(MailError) {
        backends.dropAside(account.id)
        activities.forget(account.id)
        if isTried { activities.succeeded(account.id) } else { activities.expect([account.id]) }
        let borrowers = try await followed(account)
        if !borrowers.isEmpty { activities.expect(borrowers) }
    }

    /// What the provider grants may become known at any time, like what was removed, and has nothing to do with the change.
    private static func isSame(_ one: Account, _ other: Account) -> Bool {
        var other = other
        other.missingScopes = one.missingScopes
        other.returnedMailboxes = one.returnedMailboxes
        return one == other
    }
}
