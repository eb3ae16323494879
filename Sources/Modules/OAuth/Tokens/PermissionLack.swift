internal import Broker
internal import Domain

/// Which permissions for mail a grant is known to lack. Exchange gives a token all the same and then refuses the sign-in,
/// without a word on why.
struct PermissionLack: Sendable {
    private var scopes: [TokenPurpose: String] = [:]

    /// Nil when nothing is known to be in the way; else the scope, by its full name.
    subscript(_ purpose: TokenPurpose) -> String? { scopes[purpose] }

    /// Only a provider whose scopes have a meaning to us can be known to lack one.
    init(of grant: Grant, under plan: ScopePlan) {
        guard plan.namesScopes, plan.offers(.mail) else { return }
        let granted = Set(grant.grantedScopes.map(ScopeEcho.name))
        let missing = Set((grant.missingScopes ?? []).map(ScopeEcho.name))
        // Whether it was told at all what the user granted of mail.
        let isKnown = plan.mail.contains { granted.contains(ScopeEcho.name($0)) }
        for purpose in TokenPurpose.allCases {
            let name = ScopeEcho.name(purpose.mailScope)
            guard !granted.contains(name), missing.contains(name) || isKnown else { continue }
            scopes[purpose] = plan.mail.first { ScopeEcho.name($0) == name } ?? plan.fullName(purpose.mailScope)
        }
    }
}

extension TokenPurpose {
    /// The permission of Microsoft's mail resource (reference sheet, section A3).
    fileprivate var mailScope: String {
        switch self {
        case .read: "IMAP.AccessAsUser.All"
        case .send: "SMTP.Send"
        }
    }
}

extension ScopePlan {
    /// On the resource of the plan's other scopes for mail.
    fileprivate func fullName(_ scope: String) -> String {
        guard let other = mail.first, let slash = other.lastIndex(of: "/") else { return scope }
        return other[...slash] + scope
    }
}
