internal import API
internal import BrokerService
internal import Curl
internal import JSONRPC
internal import Methods
internal import OAuth
internal import Persistence
internal import Sockets

/// What each part needs of the configuration, in its own words.
extension RPCLimits {
    init(_ limits: Configuration.Limits) {
        self.init(
            lineBytes: limits.lineBytes, inFlightBytes: limits.requestBudgetBytes,
            inFlightRequests: limits.requestsPerConnection)
    }
}

extension SocketLimits {
    init(_ configuration: Configuration) {
        self.init()
        lineBytes = configuration.limits.lineBytes
        unfinishedBytes = configuration.limits.requestBudgetBytes
        connections = configuration.limits.connections
        connectionsPerUser = configuration.limits.connectionsPerUser
        outboundBytes = configuration.limits.outboundBytes
        lineTimeout = configuration.timeouts.line
        writeTimeout = configuration.timeouts.write
    }
}

extension CurlSettings {
    init(_ configuration: Configuration) throws(CurlSetupError) {
        self.init(
            egress: configuration.egress, trust: try TrustStore(extraFile: configuration.caFile),
            proxy: configuration.proxy)
    }
}

extension ProviderCatalogue {
    /// The built-in providers and the configuration's own.
    init(_ configuration: Configuration) { self = .builtIn.adding(configuration.providers) }
}

extension BlobLimits {
    init(_ blobs: Configuration.Blobs) {
        self.init(
            blob: blobs.blobBytes, owner: blobs.ownerBytes, total: blobs.totalBytes,
            blobsPerOwner: blobs.blobsPerOwner, lifetime: blobs.lifetime)
    }
}

extension UploadBlobHandler {
    /// The largest piece: 8 MiB, or what fits into a line as base64 beside the rest of the call.
    static func pieceBytes(_ limits: Configuration.Limits) -> Int {
        min(8 << 20, max(1, (limits.lineBytes - 512) / 4 * 3))
    }
}
