internal import Linux
internal import NIOCore

/// What all connections of a server share.
struct SocketService: Sendable {
    let limits: SocketLimits
    let register: ConnectionRegister
    /// Sent to a connection that is one too many.
    let crowdedLine: [UInt8]
    /// Sent to a connection whose unfinished line is too much.
    let overloadedLine: [UInt8]
    let makeConsumer: UnixSocketServer.ConsumerFactory
    let observe: @Sendable (SocketEvent) -> Void

    /// Who is at the other end; nil when the kernel will not say, and then nobody is served.
    func identify(_ pipeline: ChannelPipeline) -> Peer? {
        do {
            let peer = try pipeline.syncOperations.withUnsafeTransportIfAvailable(of: CInt.self) { descriptor in
                try Peer(ofConnected: descriptor)
            }
            if peer == nil { observe(.unidentified("no descriptor")) }
            return peer
        } catch {
            observe(.unidentified("\(error)"))
            return nil
        }
    }
}
