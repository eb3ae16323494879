internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Listens on a port and gives each connection a task of its own.
package final class LineServer: Sendable {
    /// How long connections have to end by themselves once the server stops.
    private static let grace = TimeAmount.seconds(5)

    package let port: Int
    private let listeners: [any Channel]
    private let connections: LineConnections

    private init(listeners: [any Channel], connections: LineConnections) {
        self.listeners = listeners
        port = listeners.first?.localAddress?.port ?? 0
        self.connections = connections
    }

    /// Listens from now on; connections wait until `run`.
    ///
    /// - Parameters:
    ///   - address: nil for both of this machine's.
    ///   - port: 0 for any that is free.
    package static func bind(
        address: String? = nil, port: Int, security: LineSecurity, maximumConnections: Int = 1_000
    ) async throws(PortError) -> LineServer {
        let connections = LineConnections(limit: maximumConnections)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try setUp(channel, security, connections) }
            }
        return LineServer(
            listeners: try await PortBinding(bootstrap: bootstrap).bind(address, port), connections: connections)
    }

    /// Serves until `stop` is called or the task is cancelled; returns once every connection has ended.
    package func run(_ serve: @escaping @Sendable (LineConnection) async -> Void) async {
        await withDiscardingTaskGroup { group in
            for await connection in connections.opened {
                group.addTask {
                    await serve(connection)
                    await connection.close()
                    self.connections.remove(connection)
                }
            }
            stop()
        }
    }

    /// Takes no more connections; the open ones are told, and dropped if they are still there five seconds later.
    package func stop() {
        for listener in listeners { listener.close(promise: nil) }
        connections.stop()
        listeners.first?.eventLoop.scheduleTask(in: Self.grace) { [connections] in connections.dropAll() }
    }

    private static func setUp(
        _ channel: any Channel, _ security: LineSecurity, _ connections: LineConnections
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        var startable: NIOSSLContext?
        var isSecure = false
        switch security {
        case .implicit(let context):
            try pipeline.addHandler(NIOSSLServerHandler(context: context))
            isSecure = true
        case .onRequest(let context): startable = context
        case .none: break
        }
        let connection = LineConnection(
            transport: ChannelTransport(channel: channel, startable: startable),
            peer: channel.remoteAddress?.ipAddress ?? "unknown", isSecure: isSecure)
        try pipeline.addHandler(LineHandler(connection) { connections.add($0) })
    }
}
