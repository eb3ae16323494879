internal import Broker
internal import Domain

/// An access token in memory, and when to get the next one.
struct CachedToken: Sendable {
    let token: AccessToken
    let claims: String?
    private let obtainedAt: Timestamp
    private let renewAt: Timestamp
    /// How long it was to live when it came, less the margin: no caller can ask for more.
    private let bestLifetime: Int64

    /// How long before its end a token is renewed at the latest, in seconds; a tenth of its life where that is less.
    static let margin: Int64 = 300

    /// `jitter`, from 0 to 1, spreads the renewals of many accounts that signed in at the same moment.
    init(_ answer: TokenAnswer, for resource: Resource, claims: String?, at now: Timestamp, jitter: Double) {
        let lifetime = Int64(answer.lifetimeSeconds)
        let margin = min(Self.margin, lifetime / 10)
        let early = margin + Int64(Double(margin) * jitter / 2)
        let expiresAt = now.advanced(by: .seconds(lifetime))
        // A provider that wants it sooner than that would be asked at every call.
        let wanted = answer.refreshInSeconds.flatMap { $0 > margin ? now.advanced(by: .seconds($0)) : nil } ?? expiresAt
        token = AccessToken(credential: answer.accessToken, expiresAt: expiresAt, resource: resource)
        self.claims = claims
        obtainedAt = now
        renewAt = min(expiresAt.advanced(by: .seconds(-early)), wanted)
        bestLifetime = lifetime - early
    }

    /// Whether it may be given out without asking for a new one.
    func isFresh(for demand: TokenDemand, at now: Timestamp) -> Bool {
        now >= obtainedAt && now < renewAt && isUsable(for: demand, at: now)
    }

    /// Whether it still does what is asked, though a newer one would be better.
    func isUsable(for demand: TokenDemand, at now: Timestamp) -> Bool {
        let left = now.duration(to: token.expiresAt).components.seconds
        let wanted = min(Int64(clamping: demand.minimumLifetimeSeconds), bestLifetime)
        return left > 0 && left >= wanted && token.credential != demand.rejected
            && (demand.claims == nil || demand.claims == claims)
    }
}
