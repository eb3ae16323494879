internal import JSONRPC
internal import Sockets

/// Joins one connection of Sockets to its session of JSONRPC: answers on their way out.
struct SessionOutput: RPCOutput {
    let connection: any LineConnection

    func send(_ line: [UInt8]) { connection.send(line) }
    func pauseReading() { connection.pauseReading() }
    func resumeReading() { connection.resumeReading() }
    func finish() { connection.closeAfterWriting() }
}
