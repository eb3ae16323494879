internal import NIOCore
internal import NIOPosix

/// An HTTP proxy through which unmodified programs find the sandbox under Microsoft's own host names:
/// `HTTPS_PROXY=http://localhost:PORT`, and the sandbox's CA trusted. It leads nowhere else.
package final class ConnectProxy: Sendable {
    private let listener: any Channel

    private init(listener: any Channel) { self.listener = listener }

    /// Serves from now on, until `stop`. Port 0 takes a free one.
    package static func bind(host: String, port: Int, routes: ProxyRoutes) async throws(LineServerError) -> ConnectProxy
    {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ProxyHandler(routes: routes))
                }
            }
        do {
            return ConnectProxy(listener: try await bootstrap.bind(host: host, port: port).get())
        } catch {
            throw .cannotListen(host: host, port: port, reason: "\(error)")
        }
    }

    package var port: Int { listener.localAddress?.port ?? 0 }

    /// Takes no more clients; tunnels end when the doors behind them end.
    package func stop() async { try? await listener.close() }
}
