internal import API
internal import JSONRPC
internal import Linux
internal import Logging
internal import Sockets

/// Lets peers in that the access policy knows, and turns the others away with one answer.
struct Doorkeeper: Sendable {
    /// What the listeners are called, as with FileDescriptorName=.
    static let api = "api"
    static let admin = "admin"

    let policy: AccessPolicy
    let server: RPCServer
    let log: Logger

    func sockets(_ configuration: Configuration) -> UnixSocketServer {
        UnixSocketServer(
            limits: SocketLimits(configuration), overloadedLine: refusal(.overloaded),
            observe: { event in log.debug("socket", metadata: ["event": "\(event)"]) },
            makeConsumer: { peer, connection, listener in admit(peer, connection, listener) })
    }

    private func admit(
        _ peer: Peer, _ connection: any LineConnection, _ listener: String
    ) -> (any LineConsumer)? {
        guard let caller = policy.caller(peer, at: listener == Self.admin ? .admin : .api) else {
            log.notice("turned a caller away", metadata: ["uid": "\(peer.uid)", "pid": "\(peer.pid)"])
            connection.send(
                refusal(
                    RPCError(
                        .unauthorized, "this user may not use Postern",
                        hint: "name the user or one of its groups under clients in the configuration")))
            return nil
        }
        return SessionConsumer(
            session: RPCSession(server, caller: caller, output: SessionOutput(connection: connection)))
    }

    /// An answer to nothing in particular.
    private func refusal(_ error: RPCError) -> [UInt8] {
        AnswerWriter.failure(error, id: .null, correlationID: server.nextCorrelationID())
    }
}
