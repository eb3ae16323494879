package import API
package import Broker
package import Domain

/// A peer that may call, and what it may do. Decided once, when it connects.
package struct Caller: Hashable, Sendable {
    package let id: CallerID
    /// The lesser of what the peer is and what its socket allows.
    package let role: Role
    private let accounts: Scope
    private let methods: Scope

    package init(id: CallerID, role: Role, accounts: Scope, methods: Scope) {
        self.id = id
        self.role = role
        // Addresses compare without regard to case; ids have no upper case that could be lost.
        self.accounts = accounts.lowercasedAddresses
        self.methods = methods
    }

    /// Whether this caller may call a method that is for `required`.
    package func mayCall(_ method: String, role required: Role) -> Bool {
        (required == .client || role == .admin) && methods.contains(method)
    }

    /// Whether this account exists for this caller. Nobody is told the difference between not there and not theirs.
    package func maySee(_ account: AccountID, address: String?) -> Bool {
        accounts.contains(account.rawValue) || address.map { accounts.contains($0.lowercased()) } == true
    }

    /// Whether an account of this address would be this caller's.
    package func maySee(address: String) -> Bool { accounts.contains(address.lowercased()) }

    /// Whether every account is this caller's, also those that are not there yet.
    package var seesEverything: Bool { accounts == .all }
}

extension Scope {
    fileprivate var lowercasedAddresses: Scope {
        switch self {
        case .all: .all
        case .only(let names): .only(Set(names.map { $0.contains("@") ? $0.lowercased() : $0 }))
        }
    }
}
