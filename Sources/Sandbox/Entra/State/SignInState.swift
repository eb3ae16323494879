internal import Tenant

/// What Entra remembers between requests. Each part is bounded, and what is overdue is as good as gone.
struct SignInState: Sendable {
    /// Sign-ins that somebody is in the middle of, by the one-time id of the page they see.
    let flows = BoundedStore<Flow>(capacity: 10_000)
    /// Who is signed in to a browser, by its cookie.
    let sessions = BoundedStore<Session>(capacity: 10_000)
    let codes = BoundedStore<AuthorizationCode>(capacity: 20_000)
    let refreshTokens = BoundedStore<RefreshGrant>(capacity: 100_000)
    let devices = BoundedStore<DeviceRequest>(capacity: 10_000)
    /// Device codes by the user codes that belong to them.
    let userCodes = BoundedStore<String>(capacity: 10_000)
    /// The ids of assertions that were presented.
    let assertions = BoundedStore<Bool>(capacity: 100_000)
}
