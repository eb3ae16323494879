internal import NIOCore
internal import NIOPosix

/// One client of the proxy until its tunnel stands: reads the head of a CONNECT, connects, answers and steps aside.
final class ProxyHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What a head may hold, in bytes: a request line and some fields.
    private static let maximumHead = 16 * 1024

    private let routes: ProxyRoutes
    private var head = ByteBuffer()
    private var isConnecting = false

    init(routes: ProxyRoutes) { self.routes = routes }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var input = unwrapInboundIn(data)
        // A client waits for the answer before it says more; what comes early is not ours to keep.
        guard !isConnecting else { return context.close(promise: nil) }
        head.writeBuffer(&input)
        let bytes = head.readableBytesView
        guard bytes.count <= Self.maximumHead else { return refuse("431 Request Header Fields Too Large", "", context) }
        guard bytes.suffix(4).elementsEqual([0x0d, 0x0a, 0x0d, 0x0a]) else { return }
        guard let target = ConnectTarget(head: Array(bytes)) else {
            return refuse("405 Method Not Allowed", "this proxy knows CONNECT host:port only", context)
        }
        guard let port = routes.port(for: target) else {
            return refuse("403 Forbidden", "the sandbox does not stand for \(target.host):\(target.port)", context)
        }
        isConnecting = true
        connect(to: port, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func connect(to port: Int, _ context: ChannelHandlerContext) {
        let client = context.channel
        // On the same event loop, so that both ends of the tunnel may touch each other.
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port)
            .whenComplete { result in
                switch result {
                case .success(let server): bound.value.join(client, server)
                case .failure: client.close(promise: nil)
                }
            }
    }

    private func join(_ client: any Channel, _ server: any Channel) {
        let (near, far) = TunnelEnd.pair()
        do {
            try client.pipeline.syncOperations.addHandler(near)
            try server.pipeline.syncOperations.addHandler(far)
        } catch {
            client.close(promise: nil)
            return server.close(promise: nil)
        }
        client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"), promise: nil)
        client.pipeline.syncOperations.removeHandler(self, promise: nil)
        server.setOption(.autoRead, value: true).whenFailure { _ in server.close(promise: nil) }
    }

    private func refuse(_ status: String, _ reason: String, _ context: ChannelHandlerContext) {
        isConnecting = true
        let body = reason.isEmpty ? "" : reason + "\n"
        let text =
            "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nContent-Length: \(body.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(body)"
        let channel = context.channel
        channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in channel.close(promise: nil) }
    }
}
