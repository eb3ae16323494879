package import Domain

extension AccountDirectory {
    /// Adds an account whose tokens a command or an address of the configuration gives.
    package func add(
        _ settings: ExternalSettings, fedBy source: TokenSourceName, verifying: Bool = true, until deadline: Deadline
    ) async throws(MailError) -> Account {
        try settings.check()
        let servers = try await keeper.servers(
            fedBy: source, in: settings.cloud, by: settings.cloud == nil ? [] : settings.baseScopes ?? [.imap])
        let account = try settings.account(makeID(), fedBy: source, in: servers, createdAt: clock.now())
        try await refuseSecond(account)
        if verifying { try await check(prospect: account, until: deadline) }
        return try await keep(account, isVerified: verifying)
    }
}
