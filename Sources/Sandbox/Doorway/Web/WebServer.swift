internal import NIOCore
internal import NIOPosix
package import NIOSSL
package import Tenant

/// HTTP on some ports, with and without TLS, for one handler.
package final class WebServer: Sendable {
    /// Where to listen.
    package struct Endpoint: Sendable {
        /// Nil: on this machine alone, at 127.0.0.1 and ::1.
        package var address: String?
        /// 0: any that is free.
        package var port: Int
        /// Nil: in clear. HTTP/2 is spoken where this offers `h2` by ALPN.
        package var tls: NIOSSLContext?

        package init(address: String? = nil, port: Int, tls: NIOSSLContext?) {
            self.address = address
            self.port = port
            self.tls = tls
        }
    }

    /// Of all clients together.
    private static let connectionLimit = 2_048
    /// How long answers that are being written may still take when the server stops.
    private static let grace: Duration = .seconds(2)

    /// In the order of the endpoints.
    package let ports: [Int]
    private let listeners: [any Channel]
    private let connections: WebConnections

    /// Begins to listen; requests go to `handler` from now on.
    ///
    /// - Parameter handshakeTime: who has not finished the TLS handshake by then has to give up the place.
    package init(
        on endpoints: [Endpoint], handler: any WebHandler, clock: SandboxClock, handshakeTime: Duration = .seconds(30)
    ) async throws(PortError) {
        let connections = WebConnections(limit: Self.connectionLimit)
        var (listeners, ports): ([any Channel], [Int]) = ([], [])
        for endpoint in endpoints {
            let responder = WebResponder(
                handler: handler, isSecure: endpoint.tls != nil, clock: clock, connections: connections)
            do throws(PortError) {
                let dialect = WebDialect(responder, tls: endpoint.tls, handshakeTimeout: TimeAmount(handshakeTime))
                let bootstrap = Self.bootstrap(dialect, connections)
                let bound = try await PortBinding(bootstrap: bootstrap).bind(endpoint.address, endpoint.port)
                listeners += bound
                ports.append(bound.first?.localAddress?.port ?? 0)
            } catch {
                await Self.close(listeners)
                throw error
            }
        }
        (self.listeners, self.ports, self.connections) = (listeners, ports, connections)
    }

    /// Stops listening, lets the answers at hand go out for a moment, and closes what is connected.
    package func stop() async {
        await Self.close(listeners)
        await connections.finish(within: Self.grace)
    }

    private static func close(_ channels: [any Channel]) async {
        for channel in channels { _ = try? await channel.close().get() }
    }

    private static func bootstrap(_ dialect: WebDialect, _ connections: WebConnections) -> ServerBootstrap {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                guard connections.add(channel) else { return channel.close() }
                channel.closeFuture.whenComplete { _ in connections.remove(channel) }
                return dialect.setUp(channel)
            }
    }
}
