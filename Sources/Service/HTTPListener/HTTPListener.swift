internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix

/// Listens on this machine for the browser that comes back from a sign-in, at `http://localhost:PORT/oauth`.
package final class HTTPListener: Sendable {
    package enum Source: Hashable, Sendable {
        /// On 127.0.0.1 and ::1, both or none.
        case loopback(port: Int)
        /// Listening sockets of the service manager, named `oauth`.
        case inherited([Int32])
    }

    /// A browser needs one or two.
    private static let connectionLimit = 64
    /// Of one that says nothing.
    private static let idleTimeout: TimeAmount = .seconds(30)

    package let port: Int
    private let channels: [any Channel]
    private let connections: ConnectionCount

    /// Begins to listen; redirects go to `receiver` from now on.
    package init(
        on source: Source, receiver: any RedirectReceiver, logger: Logger
    ) async throws(ListenerError) {
        let connections = ConnectionCount(limit: Self.connectionLimit)
        let bootstrap = Self.bootstrap(RedirectResponder(receiver: receiver, logger: logger), connections)
        switch source {
        case .loopback(let port): channels = try await LoopbackBinding(bootstrap: bootstrap).bind(port: port)
        case .inherited(let descriptors): channels = try await Self.adopt(descriptors, bootstrap)
        }
        self.connections = connections
        port = channels.first?.localAddress?.port ?? 0
        logger.notice("listening for sign-ins", metadata: ["port": "\(port)"])
    }

    /// Stops listening and closes what is connected.
    package func close() async {
        for channel in channels { _ = try? await channel.close().get() }
        connections.closeAll()
    }

    private static func adopt(_ descriptors: [Int32], _ bootstrap: ServerBootstrap) async throws(ListenerError)
        -> [any Channel]
    {
        var channels: [any Channel] = []
        for descriptor in descriptors {
            do {
                channels.append(try await bootstrap.withBoundSocket(descriptor).get())
            } catch {
                for channel in channels { _ = try? await channel.close().get() }
                throw .badInheritance("descriptor \(descriptor): \(error)")
            }
            // Anybody on the network could otherwise knock, and codes would travel in clear.
            guard let address = channels.last?.localAddress, isLoopback(address) else {
                for channel in channels { _ = try? await channel.close().get() }
                throw .badInheritance("it does not listen on the loopback interface alone")
            }
        }
        return channels
    }

    private static func isLoopback(_ address: SocketAddress) -> Bool {
        address.ipAddress == "::1" || address.ipAddress?.hasPrefix("127.") == true
    }

    private static func bootstrap(_ responder: RedirectResponder, _ connections: ConnectionCount) -> ServerBootstrap {
        // Hummingbird's own records could hold a request's target: they go nowhere.
        let silent = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
        let http = HTTP1Channel(
            responder: { request, writer, channel in
                let response = await responder.respond(to: request.head, port: channel.localAddress?.port)
                try await writer.write(response: response.head, body: response.body)
            }, configuration: .init(idleTimeout: idleTimeout))
        return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                guard connections.add(channel) else { return channel.close() }
                channel.closeFuture.whenComplete { _ in connections.remove(channel) }
                return http.setup(channel: channel, logger: silent).map { connection in
                    // Outlives this callback, which cannot wait: the connection ends it, by idling at the latest.
                    Task { await http.handle(value: connection, logger: silent) }
                }
            }
    }
}
