internal import NIOCore
internal import NIOPosix
package import NIOSSL

/// The client's side of a connection over a real socket on this machine.
package final class SocketPeer: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// Speaks TLS from the start when there is a context.
    package static func connect(
        host: String = "127.0.0.1", port: Int, tls: NIOSSLContext? = nil
    ) async throws -> SocketPeer {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try Self.addTLS(tls, to: channel) }
                    try channel.pipeline.syncOperations.addHandler(InboxHandler(inbox))
                }
            }
            .connect(host: host, port: port).get()
        return SocketPeer(channel: channel, inbox: inbox)
    }

    /// A context that believes what this authority signed and nothing else.
    package static func context(trusting authorityPEM: String) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authorityPEM.utf8)))
        return try NIOSSLContext(configuration: configuration)
    }

    /// One line, or several with CRLF between them; the last CRLF is added.
    package func say(_ text: String) async throws { try await send(Array((text + "\r\n").utf8)) }

    package func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    package func startTLS(_ context: NIOSSLContext) async throws {
        try await channel.eventLoop.submit { [channel] in try Self.addTLS(context, to: channel) }.get()
    }

    package func line() async -> String? { await inbox.line() }
    package func rest() async -> [UInt8] { await inbox.rest() }
    package func close() async { try? await channel.close() }

    /// The other side stops reading from here until it is resumed: what is sent to it piles up.
    package func setReading(_ isReading: Bool) async throws {
        try await channel.setOption(.autoRead, value: isReading).get()
    }

    private static func addTLS(_ context: NIOSSLContext, to channel: any Channel) throws {
        let handler = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
        try channel.pipeline.syncOperations.addHandler(handler, position: .first)
    }
}
