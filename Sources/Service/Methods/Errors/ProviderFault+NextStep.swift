internal import Broker
internal import Domain

/// What to do next, by whoever has to act.
extension ProviderFault? {
    /// Where there is no valid sign-in.
    var signInHint: String {
        let step = "call authorizeURL with its app and this account, and let its user sign in"
        guard self?.responsible == .administrator else { return step }
        return
            "a policy of the tenant stands in the way: do as it says, or let an administrator change it; then \(step)"
    }

    /// Where a permission is missing. Without a fault nobody has been asked for it yet.
    var consentHint: String {
        guard let self else {
            return
                "let the app ask for them (baseScopes, extraScopes and skippedScopes of updateApp), then sign in again "
                + "and agree"
        }
        return switch self.responsible {
        case .administrator: "call adminConsentURL with the app, and let an administrator of the tenant agree"
        case .operator:
            "add them to the app (Entra admin center > App registrations > the app > API permissions), then sign in again "
                + "and agree"
        case .user, .nobody, nil:
            "sign in again and agree, or let an administrator of the tenant agree: adminConsentURL"
        }
    }

    /// Where somebody said no.
    var denialHint: String {
        self?.responsible == .administrator
            ? "an administrator of the tenant has to allow it: assign the user to the app, or change the policy"
            : "call authorizeURL and start again, if the user would rather agree"
    }
}
