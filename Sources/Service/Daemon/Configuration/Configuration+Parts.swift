internal import API
internal import BrokerService
internal import Curl
internal import JSONRPC
internal import Methods
internal import OAuth
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
