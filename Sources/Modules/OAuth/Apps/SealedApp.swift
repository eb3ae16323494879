internal import Broker
internal import Domain

/// An app as it is written down: what its operator said and its provider answered, without what follows from these.
///
/// Members that came later are optional: what earlier versions sealed has to open.
struct SealedApp: Codable {
    let id: AppID
    let name: String
    let provider: ProviderKind
    let clientId: String
    let authority: String?
    let cloud: String?
    let baseScopes: [BaseScope]
    let extraScopes: [String]
    let skippedScopes: [String]
    let redirectURLs: [String]
    let issuer: String?
    let endpoints: OAuthEndpoints?
    let imap: ServerAddress?
    let smtp: ServerAddress?
    let createdAt: Timestamp
    let failure: AppFailure?
    let adminConsents: [AdminConsent]?
    /// Of the only secret, before an app could have two proofs.
    let secretExpiresAt: Timestamp?

    init(_ app: App) {
        id = app.id
        name = app.name
        provider = app.provider
        clientId = app.clientId
        authority = app.authority
        cloud = app.cloud
        baseScopes = app.baseScopes
        extraScopes = app.extraScopes
        skippedScopes = app.skippedScopes
        redirectURLs = app.redirectURLs
        issuer = app.issuer
        endpoints = app.endpoints
        imap = app.imap
        smtp = app.smtp
        createdAt = app.createdAt
        failure = app.failure
        adminConsents = app.adminConsents
        secretExpiresAt = nil
    }

    /// The app, of which `RegisteredApp.described(at:)` tells more.
    var app: App {
        App(
            id: id, name: name, provider: provider, clientId: clientId, clientAuthentication: .none,
            authority: authority, cloud: cloud, baseScopes: baseScopes, extraScopes: extraScopes,
            skippedScopes: skippedScopes, redirectURLs: redirectURLs, issuer: issuer, endpoints: endpoints, imap: imap,
            smtp: smtp, createdAt: createdAt, failure: failure, adminConsents: adminConsents ?? [])
    }
}
