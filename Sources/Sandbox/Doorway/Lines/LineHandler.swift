internal import NIOCore

/// Hands a channel's bytes to its connection, and reads on only while somebody waits.
final class LineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let connection: LineConnection
    private let opened: @Sendable (LineConnection) -> Void

    init(_ connection: LineConnection, opened: @escaping @Sendable (LineConnection) -> Void) {
        self.connection = connection
        self.opened = opened
    }

    func channelActive(context: ChannelHandlerContext) {
        opened(connection)
        // A door that greets waits for the handshake, which begins with what the client says.
        if connection.isSecure { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { connection.received(unwrapInboundIn(data)) }

    func channelReadComplete(context: ChannelHandlerContext) {
        if connection.isWaiting { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) { connection.ended(.closed) }

    /// A channel that failed may stay open, with nobody there to close it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        connection.ended(ConnectionEnd(error))
        context.close(promise: nil)
    }
}
