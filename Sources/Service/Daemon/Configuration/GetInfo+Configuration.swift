internal import API
internal import Broker
internal import Domain
internal import JSON
internal import JSONRPC
internal import Mail
internal import Methods
internal import OAuth

extension GetInfo.Result {
    /// What this daemon is, and what it takes.
    init(_ configuration: Configuration, listener: ListenerInfo?) {
        self.init(
            name: "posternd", version: PosternVersion.text, apiVersion: Catalogue.version,
            instanceId: String(UInt64.random(in: .min ... .max), radix: 36),
            limits: ServiceLimits(configuration),
            providers: [.outlook, .oidc] + ProviderCatalogue(configuration).names.map(ProviderKind.catalogued),
            clouds: (Array(Cloud.builtIn.keys) + Array(configuration.clouds.keys)).sorted(),
            listener: listener)
    }
}

extension ServiceLimits {
    fileprivate init(_ configuration: Configuration) {
        let calls = RPCLimits(configuration.limits)
        let blobs = configuration.blobs
        self.init(
            lineBytes: calls.lineBytes, inFlightBytes: calls.inFlightBytes, inFlightRequests: calls.inFlightRequests,
            batchEntries: calls.batchEntries, idBytes: RequestID.maximumBytes, nestingDepth: JSONLimits.standard.depth,
            jsonValues: JSONLimits.standard.values, listLimit: ListLimits.largest,
            windowBytes: WindowRequest.maximumLength, messageBytes: SendLimits().maximumMessageBytes,
            blobPieceBytes: UploadBlobHandler.pieceBytes(configuration.limits), blobBytes: blobs.blobBytes,
            blobOwnerBytes: blobs.ownerBytes, blobLifetimeSeconds: Int(blobs.lifetime.components.seconds),
            maximumTimeoutMs: Int(Assembly.longestCall.components.seconds) * 1_000,
            contextBytes: SignInRequest.longestContext, signInLifetimeSeconds: SignInRequest.longestLifetime)
    }
}
