/// The scopes of OpenID Connect, which belong to no resource (reference sheet §A3).
enum IdentityScope: String, CaseIterable, Sendable {
    case openid, profile, email
    case offline = "offline_access"

    var title: String {
        switch self {
        case .openid: "Sign you in"
        case .profile: "View your basic profile"
        case .email: "View your email address"
        case .offline: "Maintain access to data you have given it access to"
        }
    }
}
