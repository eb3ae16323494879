package import Domain

/// What the vault keeps for one account, enough to make its row again.
package enum Holding: Codable, Hashable, Sendable {
    case grant(SignedIn)
    case password(AccountID)

    package var account: AccountID {
        switch self {
        case .grant(let signedIn): signedIn.account
        case .password(let account): account
        }
    }
}
