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
            limits: SocketLimits(configuration), crowdedLine: line(Self.crowded), overloadedLine: line(.overloaded),
            observe: { event in log.debug("socket", metadata: ["event": "\(event)"]) },
            makeConsumer: { peer, connection, listener in admit(peer, connection, listener) })
    }

    private func admit(
        _ peer: Peer, _ connection: any LineConnection, _ listener: String
    ) -> (any LineConsumer)? {
        guard let caller = policy.caller(peer, at: listener == Self.admin ? .admin : .api) else {
            log.notice("turned a caller away", metadata: ["uid": "\(peer.uid)", "pid": "\(peer.pid)"])
            connection.send(line(Self.unauthorized(peer)))
            return nil
        }
        return SessionConsumer(
            session: RPCSession(server, caller: caller, output: SessionOutput(connection: connection)))
    }

    static let crowded = RPCError(
        .overloaded, "there are too many connections, of this user or of all", retryAfterMs: 1_000,
        hint: "keep one connection and send requests over it")

    static func unauthorized(_ peer: Peer) -> RPCError {
        RPCError(
            .unauthorized, "this user may not use Postern",
            hint: peer.uid == AccessPolicy.overflowID
                ? "uid \(peer.uid) stands for every user that the daemon's user namespace does not know: call from a user "
                    + "that it knows"
                : "name the user or one of its groups under clients in the configuration")
    }

    /// An answer to nothing in particular.
    private func line(_ error: RPCError) -> [UInt8] {
        AnswerWriter.failure(error, id: .null, correlationID: server.nextCorrelationID())
    }
}
