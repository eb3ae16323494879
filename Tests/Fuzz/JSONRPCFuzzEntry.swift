import JSONRPC

/// Any bytes, cut into lines as the socket does: the session neither crashes nor answers with a raw newline.
enum JSONRPCFuzz {
    private struct Silence: RPCOutput {
        func send(_ line: [UInt8]) { precondition(!line.contains(0x0A), "a raw newline in an answer") }
        func pauseReading() {}
        func resumeReading() {}
        func finish() {}
    }

    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "jsonrpc",
            { bytes in
                let server = RPCServer(router: Router { _, _ in })
                let session = RPCSession(server, caller: 0, output: Silence())
                for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
                    session.receive(line: Array(line))
                }
                session.inputEnded()
                session.disconnected()
            }
        )
    ]
}
