/// Kinds that come together.
extension ErrorKind {
    static let ofVault: [ErrorKind] = [.vaultSealed, .vaultCorrupt]

    static let ofNetwork: [ErrorKind] = [
        .providerUnavailable, .rateLimited, .providerRejected, .timeout, .tlsFailed, .connectFailed,
    ]

    /// Getting a live credential, and using it.
    static let ofAccount: [ErrorKind] =
        [.notFound, .signInRequired, .consentRequired, .appMisconfigured] + ofVault + ofNetwork
}
