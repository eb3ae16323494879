internal import NIOCore
internal import NIOPosix

/// An HTTP proxy through which unmodified programs find the sandbox under Microsoft's own host names:
/// `HTTPS_PROXY=http://localhost:PORT`, and the sandbox's CA trusted. It leads nowhere else.
package final class ConnectProxy: Sendable {
    private let listeners: [any Channel]

    private init(listeners: [any Channel]) { self.listeners = listeners }

    /// Serves from now on, until `stop`.
    ///
    /// - Parameters:
    ///   - address: nil for both of this machine's.
    ///   - port: 0 for any that is free.
    package static func bind(
        address: String? = nil, port: Int, routes: ProxyRoutes
    ) async throws(PortError) -> ConnectProxy {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ProxyHandler(routes: routes))
                }
            }
        return ConnectProxy(listeners: try await PortBinding(bootstrap: bootstrap).bind(address, port))
    }

    package var port: Int { listeners.first?.localAddress?.port ?? 0 }

    /// Takes no more clients; tunnels end when the doors behind them end.
    package func stop() async {
        for listener in listeners { try? await listener.close() }
    }
}
