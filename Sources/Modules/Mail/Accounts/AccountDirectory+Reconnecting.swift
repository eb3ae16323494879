package import Domain

extension AccountDirectory {
    /// Tries an account with new connections, and notes what came of it; what is under way over the old ones goes on.
    package func reconnect(_ id: AccountID, until deadline: Deadline) async throws(MailError) {
        await backends.backend(for: try await account(id)).close()
        _ = try await check(id, until: deadline)
    }
}
