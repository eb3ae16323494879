internal import JSONRPC
internal import Sockets

/// Joins one connection of Sockets to its session of JSONRPC: lines on their way in.
struct SessionConsumer: LineConsumer {
    let session: RPCSession

    func received(_ line: [UInt8]) { session.receive(line: line) }
    func receivedOversizedLine() { session.receiveOversizedLine() }
    func inputEnded() { session.inputEnded() }
    func disconnected() { session.disconnected() }
}
