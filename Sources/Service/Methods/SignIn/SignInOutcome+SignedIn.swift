internal import API
internal import Broker

extension SignInOutcome {
    /// What whoever waited for a sign-in is told.
    init(_ signedIn: SignedIn, _ account: AccountInfo) {
        self.init(
            account: account, isNew: signedIn.isNew,
            missingScopes: signedIn.missingScopes.isEmpty ? nil : signedIn.missingScopes, context: signedIn.context)
    }
}
