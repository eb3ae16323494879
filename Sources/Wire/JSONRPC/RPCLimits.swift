/// How much callers may ask for at a time. All of it is told by `getInfo`.
package struct RPCLimits: Sendable {
    /// The longest line, in bytes, enforced where lines are read.
    package var lineBytes: Int
    /// All requests in flight of all connections, in bytes of their lines.
    package var inFlightBytes: Int
    /// Requests in flight on one connection; beyond it the connection is not read.
    package var inFlightRequests: Int
    package var batchEntries: Int
    /// Longer lines are parsed in a task, so that they do not hold up the thread that reads.
    package var inlineBytes: Int

    package init(
        lineBytes: Int = 32 << 20, inFlightBytes: Int = 256 << 20, inFlightRequests: Int = 32, batchEntries: Int = 32,
        inlineBytes: Int = 64 << 10
    ) {
        self.lineBytes = lineBytes
        self.inFlightBytes = inFlightBytes
        self.inFlightRequests = inFlightRequests
        self.batchEntries = batchEntries
        self.inlineBytes = inlineBytes
    }
}
