internal import NIOCore

/// Tells that accepting failed. `AcceptBackoffHandler` before it makes the pause; the loop goes on.
final class AcceptObserver: ChannelInboundHandler {
    typealias InboundIn = any Channel
    private let observe: @Sendable (SocketEvent) -> Void

    init(observe: @escaping @Sendable (SocketEvent) -> Void) { self.observe = observe }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        observe(.acceptFailed("\(error)"))
    }
}
