internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
package import NIOSSL
package import Tenant

/// HTTP/1.1 on some ports, with and without TLS, for one handler.
package final class WebServer: Sendable {
    /// Where to listen.
    package struct Endpoint: Sendable {
        /// Nil: on this machine alone, at 127.0.0.1 and ::1.
        package var address: String?
        /// 0: any that is free.
        package var port: Int
        /// Nil: in clear.
        package var tls: NIOSSLContext?

        package init(address: String? = nil, port: Int, tls: NIOSSLContext?) {
            self.address = address
            self.port = port
            self.tls = tls
        }
    }

    /// Of all clients together.
    private static let connectionLimit = 2_048
    /// Of a connection on which nothing happens; clients keep theirs for about as long.
    private static let idleTimeout: TimeAmount = .seconds(120)
    /// How long answers that are being written may still take when the server stops.
    private static let grace: Duration = .seconds(2)

    /// In the order of the endpoints.
    package let ports: [Int]
    private let listeners: [any Channel]
    private let connections: WebConnections

    /// Begins to listen; requests go to `handler` from now on.
    package init(
        on endpoints: [Endpoint], handler: any WebHandler, clock: SandboxClock
    ) async throws(PortError) {
        let connections = WebConnections(limit: Self.connectionLimit)
        var (listeners, ports): ([any Channel], [Int]) = ([], [])
        for endpoint in endpoints {
            let responder = WebResponder(
                handler: handler, isSecure: endpoint.tls != nil, clock: clock, connections: connections)
            do throws(PortError) {
                let bootstrap = Self.bootstrap(responder, endpoint.tls, connections)
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

    private static func bootstrap(
        _ responder: WebResponder, _ tls: NIOSSLContext?, _ connections: WebConnections
    ) -> ServerBootstrap {
        // Hummingbird's own records could hold a request's target: they go nowhere.
        let silent = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
        let http = HTTP1Channel(
            responder: { request, writer, _ in try await responder.respond(to: request, writer) },
            configuration: .init(idleTimeout: idleTimeout))
        return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                guard connections.add(channel) else { return channel.close() }
                channel.closeFuture.whenComplete { _ in connections.remove(channel) }
                return channel.eventLoop.makeCompletedFuture {
                    guard let tls else { return }
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                }.flatMap { http.setup(channel: channel, logger: silent) }.map { connection in
                    // Outlives this callback, which cannot wait: the connection ends it, by idling at the latest.
                    Task { await http.handle(value: connection, logger: silent) }
                }
            }
    }
}
