internal import API
internal import Domain
internal import JSONRPC
package import Mail

/// The accounts as one caller sees them. An account that is not theirs does not exist for them.
package struct VisibleAccounts: Sendable {
    let directory: AccountDirectory

    package init(directory: AccountDirectory) { self.directory = directory }

    /// `notFound` for an account that is not there or not this caller's: nobody is told which.
    func account(_ id: AccountID, for call: RPCCall) async throws(RPCError) -> Account {
        let account = try await askingMail { () throws(MailError) in try await directory.account(id) }
        try Self.check(account, for: call)
        return account
    }

    /// Whether there is such an account, and it is this caller's.
    func sees(_ id: AccountID, _ call: RPCCall) async throws(RPCError) -> Bool {
        try await all(for: call).contains { $0.id == id }
    }

    /// `notFound` for an account that is not this caller's.
    static func check(_ account: Account, for call: RPCCall) throws(RPCError) {
        guard call.party.maySee(account.id, address: account.vouchedAddress) else {
            throw RPCError(.notFound, "no such account")
        }
    }

    func all(for call: RPCCall) async throws(RPCError) -> [Account] {
        try await askingMail { () throws(MailError) in try await directory.accounts() }
            .filter { call.party.maySee($0.id, address: $0.vouchedAddress) }
    }
}
