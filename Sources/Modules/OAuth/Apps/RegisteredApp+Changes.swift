internal import Broker
internal import Domain

extension RegisteredApp {
    /// The registration that would make this app, without its proofs.
    var registration: AppRegistration {
        AppRegistration(
            name: app.name, provider: app.provider, clientId: app.clientId, authority: app.authority, cloud: app.cloud,
            baseScopes: app.baseScopes, extraScopes: app.extraScopes, skippedScopes: app.skippedScopes,
            redirectURLs: app.redirectURLs, issuer: app.issuer, endpoints: app.endpoints, imap: app.imap,
            smtp: app.smtp)
    }
}

extension App {
    /// An app without proofs.
    init(_ registration: AppRegistration, id: AppID, createdAt: Timestamp) {
        self.init(
            id: id, name: registration.name, provider: registration.provider, clientId: registration.clientId,
            clientAuthentication: .none, baseScopes: [], redirectURLs: [], createdAt: createdAt)
        describe(registration)
    }

    /// Takes over what the registration says, with what it leaves open.
    mutating func describe(_ registration: AppRegistration) {
        let isOutlook = registration.provider == .outlook
        name = registration.name
        clientId = registration.clientId
        authority = registration.authority ?? (isOutlook ? "common" : nil)
        cloud = registration.cloud ?? (isOutlook ? "global" : nil)
        baseScopes = registration.baseScopes ?? [.imap]
        extraScopes = registration.extraScopes ?? []
        skippedScopes = registration.skippedScopes ?? []
        redirectURLs = registration.redirectURLs
        issuer = registration.issuer
        endpoints = registration.endpoints
        imap = registration.imap
        smtp = registration.smtp
    }
}

extension AppRegistration {
    /// What is absent in the change stays. Credentials are not among it: `RegisteredApp.replaceProofs`.
    func applying(_ change: AppChange) -> AppRegistration {
        var merged = self
        merged.name = change.name ?? name
        merged.clientId = change.clientId ?? clientId
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
