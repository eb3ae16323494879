package import Domain

/// What a provider's refusal means: who has to act.
package enum Verdict: Hashable, Sendable {
    /// Nobody: it passes.
    case wait
    /// Nobody, but we have to stop asking for a while: the provider takes us for a loop.
    case standBack
    /// The user has to sign in again; the refresh token is kept.
    case signIn
    /// The code or the token is used up: during a sign-in it begins again, afterwards the user signs in again.
    case spent
    /// The user or an administrator has to agree to the scopes.
    case consent
    /// The user, or a policy of the tenant, said no.
    case denied
    /// The operator has to correct the app. In the hint `{app}` stands for its client id.
    case fixApp(hint: String, AppConcern = .request)
    /// Nobody can: for good, or a fault of ours.
    case refused

    package var concern: AppConcern? {
        if case .fixApp(_, let concern) = self { concern } else { nil }
    }

    /// Who has to act, where the provider's number says no more.
    package var responsible: ResponsibleParty {
        switch self {
        case .wait, .standBack: .nobody
        case .signIn, .spent, .consent, .denied: .user
        case .fixApp, .refused: .operator
        }
    }
}
