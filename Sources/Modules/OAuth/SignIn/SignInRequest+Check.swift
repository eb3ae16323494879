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
        if let loginHint, !(1...320).contains(loginHint.utf8.count) {
            throw .invalid(field: "loginHint", reason: "1 to 320 bytes")
        }
        if let domainHint, !(1...253).contains(domainHint.utf8.count) {
            throw .invalid(field: "domainHint", reason: "1 to 253 bytes")
        }
        try Self.check(context: context, expectedEmail: expectedEmail)
    }

    /// What every kind of sign-in may say.
    static func check(context: String?, expectedEmail: String?) throws(BrokerError) {
        if let context, context.utf8.count > longestContext {
            throw .invalid(field: "context", reason: "at most \(longestContext) bytes")
        }
        if let expectedEmail, EmailAddress(expectedEmail) == nil {
            throw .invalid(field: "expectedEmail", reason: "not a mail address")
        }
    }

    /// What depends on the provider.
    func check(against app: App, at provider: ProviderMetadata) throws(BrokerError) {
        if domainHint != nil, !provider.isEntra { throw .invalid(field: "domainHint", reason: "is for outlook") }
        try Self.check(mailbox, against: app)
        try ProviderDirectory.check(expectedEmail, at: provider)
    }

    /// Personal accounts have no shared mailboxes (reference sheet, section D1).
    static func check(_ mailbox: EmailAddress?, against app: App) throws(BrokerError) {
        if mailbox != nil, app.provider == .outlook, app.authority == "consumers" {
            throw .invalid(field: "mailbox", reason: "personal accounts have no shared mailboxes")
        }
    }
}
