internal import Broker
internal import Domain

extension RegisteredApp {
    /// The registration that would make this app.
    var registration: AppRegistration {
        AppRegistration(
            name: app.name, provider: app.provider, clientId: app.clientId, authority: app.authority, cloud: app.cloud,
            baseScopes: app.baseScopes, extraScopes: app.extraScopes, skippedScopes: app.skippedScopes,
            redirectURLs: app.redirectURLs, issuer: app.issuer, endpoints: app.endpoints, imap: app.imap,
            smtp: app.smtp)
    }
}

extension App {
    init(_ registration: AppRegistration, id: AppID, createdAt: Timestamp) {
        let isOutlook = registration.provider == .outlook
        self.init(
            id: id, name: registration.name, provider: registration.provider, clientId: registration.clientId,
            clientAuthentication: registration.clientSecret == nil ? .none : .clientSecret,
            authority: registration.authority ?? (isOutlook ? "common" : nil),
            cloud: registration.cloud ?? (isOutlook ? "global" : nil), baseScopes: registration.baseScopes ?? [.imap],
            extraScopes: registration.extraScopes ?? [], skippedScopes: registration.skippedScopes ?? [],
            redirectURLs: registration.redirectURLs, issuer: registration.issuer, endpoints: registration.endpoints,
            imap: registration.imap, smtp: registration.smtp, createdAt: createdAt)
    }
}

extension AppRegistration {
    /// What is absent in the change stays. A new secret without an expiry has none that we know of.
    func applying(_ change: AppChange) -> AppRegistration {
        var merged = self
        merged.name = change.name ?? name
        merged.clientId = change.clientId ?? clientId
        merged.clientSecret = change.clientSecret ?? clientSecret
        merged.secretExpiresAt = change.secretExpiresAt ?? (change.clientSecret == nil ? secretExpiresAt : nil)
        merged.authority = change.authority ?? authority
        merged.cloud = change.cloud ?? cloud
        merged.baseScopes = change.baseScopes ?? baseScopes
        merged.extraScopes = change.extraScopes ?? extraScopes
        merged.skippedScopes = change.skippedScopes ?? skippedScopes
        merged.redirectURLs = change.redirectURLs ?? redirectURLs
        merged.issuer = change.issuer ?? issuer
        merged.endpoints = change.endpoints ?? endpoints
        merged.imap = change.imap ?? imap
        merged.smtp = change.smtp ?? smtp
        return merged
    }

    /// The fields by which a secret or a token would start to travel somewhere else (interface.md, section 5).
    func fieldsThatMove(to other: AppRegistration) -> [String] {
        let fields: [(String, Bool)] = [
            ("clientId", clientId != other.clientId), ("authority", authority != other.authority),
            ("cloud", cloud != other.cloud), ("issuer", issuer != other.issuer),
            ("endpoints", endpoints != other.endpoints), ("imap", imap != other.imap), ("smtp", smtp != other.smtp),
        ]
        return fields.filter(\.1).map(\.0)
    }
}
