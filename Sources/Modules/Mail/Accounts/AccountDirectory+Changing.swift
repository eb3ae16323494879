internal import Broker
package import Domain
internal import Logging

extension AccountDirectory {
    /// Changes an account. Where its servers may see something else than before, they are tried first unless `verifying`
    /// says not to; when that fails nothing has changed. `conflict` when somebody else changed the same meanwhile.
    package func update(
        _ id: AccountID, _ change: AccountChange, verifying: Bool = true, until deadline: Deadline
    ) async throws(MailError) -> Account {
        let wanted = try await applied(change, to: id)
        try await refuseSecond(wanted, inPlaceOf: id)
        let isTried = verifying && change.concernsServers
        if isTried { try await check(prospect: wanted, with: change.password, until: deadline) }
        await takeTurn(id)
        defer { endTurn(id) }
        let changed = try await applied(change, to: id)
        guard Self.isSame(changed, wanted) else { throw .conflict("the account was changed meanwhile") }
        try await refuseSecond(changed, inPlaceOf: id)
        if let password = change.password { try await keeper.changePassword(to: changed.bound(password), of: id) }
        do throws(MailError) { try await store.save(changed) } catch {
            if change.password != nil { await settlePassword(of: id, isTaken: false) }
            throw error
        }
        log.notice("account changed", metadata: ["account": "\(id)"])
        if change.concernsServers { try await beginAnew(changed, isTried: isTried) }
        if change.password != nil { await settlePassword(of: id, isTaken: true) }
        return changed
    }

    /// When it fails both stay: each is shown to its own servers alone, and the newer one first.
    private func settlePassword(of id: AccountID, isTaken: Bool) async {
        do throws(MailError) { try await keeper.settlePassword(of: id, isTaken: isTaken) } catch {
            log.notice("two passwords of an account are kept", metadata: ["account": "\(id)"])
        }
    }

    /// Whoever borrows and chose nothing follows his lender.
    private func applied(_ change: AccountChange, to id: AccountID) async throws(MailError) -> Account {
        var changed = try change.applied(to: try await account(id))
        if change.smtpUsername?.isEmpty == true, case .borrowed(let lender) = changed.authentication {
            changed.takeServers(of: try await account(lender))
        }
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
