internal import Broker
internal import Domain

/// Live access tokens for all accounts.
actor TokenDesk {
    private let tools: TokenTools
    private var desks: [AccountID: GrantDesk] = [:]
    private var applications: [AppID: ApplicationDesk] = [:]

    init(tools: TokenTools) { self.tools = tools }

    func token(for account: AccountID, _ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        if let desk = desks[account] { return try await desk.token(demand) }
        // An account that never signed in gets no desk, so that nobody can make us keep any number of them.
        guard try await tools.grants.grant(of: account) != nil else { throw .signInRequired(account, nil) }
        return try await desk(of: account).token(demand)
    }

    /// A token of the app itself, without a user; in a tenant of its own where none is named.
    func token(
        as app: AppID, in tenant: String?, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        if let desk = applications[app] { return try await desk.token(in: tenant, demand) }
        // An app that is not there gets no desk, so that nobody can make us keep any number of them.
        guard try await tools.apps.app(app) != nil else { throw .notFound(what: "app") }
        let desk = applications[app] ?? ApplicationDesk(app: app, tools: tools)
        applications[app] = desk
        return try await desk.token(in: tenant, demand)
    }

    /// After the app itself was changed or deleted.
    func forgetMemory(of app: AppID) async { await applications[app]?.forgetMemory() }

    /// Has the provider asked at the account's next demand, whatever it said before, and for all that its app wants.
    func tryAgain(_ account: AccountID) async { await desks[account]?.tryAgain() }

    /// The same of an app itself in one tenant.
    func tryAgain(as app: AppID, in tenant: String?) async { await applications[app]?.tryAgain(in: tenant) }

    /// The same of an app and of all its accounts: an administrator agreed.
    func tryAgain(_ app: AppID) async throws(BrokerError) {
        await applications[app]?.tryAgain()
        for grant in try await tools.grants.grants() where grant.app == app { await desks[grant.account]?.tryAgain() }
    }

    /// What is known of an app's own tokens in one tenant.
    func resources(of app: AppID, in tenant: String?) async -> [ResourceStatus] {
        await applications[app]?.resources(in: tenant) ?? []
    }

    /// What is in memory of the account's tokens.
    func shelf(of account: AccountID) async -> TokenShelf { await desks[account]?.shelf ?? TokenShelf() }

    /// Keeps the grant of a new sign-in, durably, and the token that came with it.
    func replace(_ grant: Grant, with token: CachedToken?) async throws(BrokerError) {
        try await desk(of: grant.account).replace(grant, with: token)
    }

    func forget(_ account: AccountID) async throws(BrokerError) {
        // The desk stays: a second one for the same account would not share its refreshes.
        try await desk(of: account).remove()
    }

    /// After a change of an app: tokens and failures of before mean nothing any more. `others` are the accounts that are
    /// known to belong to other apps; one whose grant cannot be read is not spared.
    func forgetMemory(sparing others: Set<AccountID>) async {
        for (account, desk) in desks where !others.contains(account) { await desk.forgetMemory() }
    }

    /// Writes what could not be written yet.
    func saveLast() async {
        for desk in desks.values { await desk.saveLast() }
    }

    private func desk(of account: AccountID) -> GrantDesk {
        if let known = desks[account] { return known }
        let desk = GrantDesk(account: account, tools: tools)
        desks[account] = desk
        return desk
    }
}
