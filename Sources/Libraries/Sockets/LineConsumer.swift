/// Takes the lines of one connection, in order. All calls come from the connection's event loop, one at a time, and must
/// not wait.
package protocol LineConsumer: Sendable {
    /// One line, without its end. A TLS hello has none: what came of it so far is handed over as a line.
    func received(_ line: [UInt8])
    /// A line was longer than the limit; it is not kept, and later lines come as usual.
    func receivedOversizedLine()
    /// No more lines will come, but answers can still be sent. Comes once, also when the server drains.
    func inputEnded()
    /// The connection is gone. The last call.
    func disconnected()
}
