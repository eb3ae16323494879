/// What carries a connection's bytes: a socket, or a test's memory.
package protocol LineTransport: Sendable {
    /// Returns once the bytes have left: a peer that does not read holds up whoever writes.
    func write(_ bytes: [UInt8]) async throws(ConnectionEnd)
    /// Somebody waits for input. What comes goes to `LineConnection.received`; nothing is read before this is called again.
    func readMore()
    /// Says `readiness` in the clear, and goes on with TLS; throws without a word unless `isClear` at that moment.
    func startTLS(
        saying readiness: [UInt8], onlyIf isClear: @escaping @Sendable () -> Bool
    ) async throws(ConnectionEnd)
    /// Closes in good order.
    func close() async
    /// Goes at once, without a farewell of TLS.
    func drop()
}
