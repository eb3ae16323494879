package import API
package import Methods

/// Who may call, and what: one entry of `clients`.
package struct ClientRule: Hashable, Sendable {
    package enum Principal: Hashable, Sendable {
        /// A name or a number.
        case user(String)
        case group(String)
    }
    package var principal: Principal
    package var role: Role
    package var accounts: Scope
    package var methods: Scope

    package init(principal: Principal, role: Role = .client, accounts: Scope = .all, methods: Scope = .all) {
        self.principal = principal
        self.role = role
        self.accounts = accounts
        self.methods = methods
    }
}
