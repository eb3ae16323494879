internal import Broker
internal import Domain

/// What to do next, by whoever has to act.
extension ProviderFault? {
    /// Where there is no valid sign-in. The account is the one that was signed in to, also for a mailbox that borrows from it.
    func signInHint(_ account: AccountID?) -> String {
        let whose =
            account.map { "with account \($0), whose sign-in it is" } ?? "with the account where there is one already"
        let step = "let the user sign in: authorizeURL or startDeviceLogin, \(whose)"
        guard self?.responsible == .administrator else { return step }
        return
            "a policy of the tenant stands in the way: do as it says, or let an administrator change it; then \(step)"
    }

    /// Where a permission is missing. Without a fault nobody has been asked for it yet.
    var consentHint: String {
        guard let self else {
            return
                "sign in again and agree to them; where the app does not ask for them yet, let it first (baseScopes, "
                + "extraScopes and skippedScopes of updateApp)"
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
            : "start again by authorizeURL or startDeviceLogin, if the user would rather agree"
    }
}
