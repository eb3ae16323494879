internal import NIOCore
internal import NIOSSL

/// A socket, as a connection's transport.
final class ChannelTransport: LineTransport {
    private let channel: any Channel
    /// Nil where TLS cannot be started.
    private let startable: NIOSSLContext?

    init(channel: any Channel, startable: NIOSSLContext?) {
        self.channel = channel
        self.startable = startable
    }

    func write(_ bytes: [UInt8]) async throws(ConnectionEnd) {
        do { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() } catch { throw ConnectionEnd(error) }
    }

    func readMore() { channel.read() }

    /// All on the event loop, where no byte can come in between.
    func startTLS(
        saying readiness: [UInt8], onlyIf isClear: @escaping @Sendable () -> Bool
    ) async throws(ConnectionEnd) {
        guard let startable else { throw .failed("no certificate to start TLS with") }
        do {
            try await channel.eventLoop.submit { [channel] in
                guard isClear() else { throw ConnectionEnd.plaintextBehindStartTLS }
                channel.writeAndFlush(ByteBuffer(bytes: readiness), promise: nil)
                try channel.pipeline.syncOperations.addHandler(
                    NIOSSLServerHandler(context: startable), position: .first)
            }.get()
        } catch {
            throw ConnectionEnd(error)
        }
    }

    func close() async { await channel.part() }

    func drop() { channel.drop() }
}
