package import Broker
internal import Domain

extension SignInRequest {
    /// How long a sign-in may take when nobody says, in seconds: MFA and an administrator's consent take time.
    static let defaultLifetime = 3_600
    package static let longestLifetime = 86_400
    /// Of `context`, in bytes.
    package static let longestContext = 4_096
    static let prompts = ["login", "consent", "select_account"]

    func check() throws(BrokerError) {
        if let prompt, !Self.prompts.contains(prompt) {
            throw .invalid(field: "prompt", reason: "one of \(Self.prompts.joined(separator: ", "))")
        }
        if let seconds = lifetimeSeconds, !(1...Self.longestLifetime).contains(seconds) {
            throw .invalid(field: "lifetimeSeconds", reason: "1 to \(Self.longestLifetime)")
        }
        if let context, context.utf8.count > Self.longestContext {
            throw .invalid(field: "context", reason: "at most \(Self.longestContext) bytes")
        }
        if let loginHint, !(1...320).contains(loginHint.utf8.count) {
            throw .invalid(field: "loginHint", reason: "1 to 320 bytes")
        }
        if let expectedEmail, EmailAddress(expectedEmail) == nil {
            throw .invalid(field: "expectedEmail", reason: "not a mail address")
        }
    }

    /// Where the browser is sent back to.
    func redirectURL(of app: App) throws(BrokerError) -> String {
        guard let redirectURL else { return app.redirectURLs[0] }
        guard app.redirectURLs.contains(redirectURL) else {
            throw .invalid(field: "redirectURL", reason: "not one of the app's own: register it by updateApp")
        }
        return redirectURL
    }
}
