extension ProviderMetadata {
    /// As the provider's own document says.
    init(_ document: DiscoveryDocument, called name: String) {
        self.init(
            name: name, authorizationEndpoint: document.authorizationEndpoint, tokenEndpoint: document.tokenEndpoint,
            deviceEndpoint: document.deviceEndpoint, keysEndpoint: document.keysEndpoint,
            issuer: .exact(document.issuer), announcesIssuer: document.announcesIssuer,
            secretTransport: document.secretTransport)
    }

    /// What the catalogue knows beyond addresses.
    mutating func take(_ entry: CatalogueEntry) {
        identity = entry.identity
        scopeSeparator = entry.scopeSeparator
        authorizationParameters = entry.authorizationParameters
        secretTransport = entry.secretTransport ?? secretTransport
        if !entry.hasDeviceLogin { deviceEndpoint = nil }
    }
}
