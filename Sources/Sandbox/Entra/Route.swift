internal import Doorway

/// Which endpoint a path means (reference sheet §A1).
enum Route: Sendable, Hashable {
    case metadata(String)
    case keys(String)
    case instance
    case authorize(String)
    case token(String)
    case deviceCode(String)
    case adminConsent(String, isLegacy: Bool)
    case login, devicePage, logout, userInfo, nativeClient, explanation

    /// Nil for a path that leads nowhere.
    init?(_ request: WebRequest) {
        guard let segments = request.pathSegments, let first = segments.first else { return nil }
        let rest = segments.dropFirst().map { $0.lowercased() }
        switch rest {
        case ["v2.0", ".well-known", "openid-configuration"]: self = .metadata(first)
        case ["discovery", "v2.0", "keys"]: self = .keys(first)
        case ["discovery", "instance"]: self = .instance
        case ["oauth2", "v2.0", "authorize"]: self = .authorize(first)
        case ["oauth2", "v2.0", "token"]: self = .token(first)
        case ["oauth2", "v2.0", "devicecode"]: self = .deviceCode(first)
        case ["oauth2", "v2.0", "logout"], ["oauth2", "logout"]: self = .logout
        case ["v2.0", "adminconsent"]: self = .adminConsent(first, isLegacy: false)
        case ["adminconsent"]: self = .adminConsent(first, isLegacy: true)
        case ["oauth2", "nativeclient"]: self = .nativeClient
        case ["oauth2", "deviceauth"]: self = .devicePage
        case ["userinfo"] where first == "oidc": self = .userInfo
        case ["login"] where request.method == "POST": self = .login
        case []: self.init(alone: first.lowercased())
        default: return nil
        }
    }

    private init?(alone segment: String) {
        switch segment {
        case "devicelogin", "link": self = .devicePage
        case "error": self = .explanation
        default: return nil
        }
    }

    /// What faults and records call it.
    var operation: String {
        switch self {
        case .metadata: "discovery"
        case .keys: "keys"
        case .instance: "instance"
        case .authorize: "authorize"
        case .token: "token"
        case .deviceCode: "devicecode"
        case .adminConsent: "adminconsent"
        case .login: "login"
        case .devicePage: "devicelogin"
        case .logout: "logout"
        case .userInfo: "userinfo"
        case .nativeClient: "nativeclient"
        case .explanation: "error"
        }
    }

    /// Its errors are JSON rather than pages.
    var isForPrograms: Bool {
        switch self {
        case .metadata, .keys, .instance, .token, .deviceCode, .userInfo: true
        case .authorize, .adminConsent, .login, .devicePage, .logout, .nativeClient, .explanation: false
        }
    }
}
