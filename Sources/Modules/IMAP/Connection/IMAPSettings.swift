/// How one account uses its server.
package struct IMAPSettings: Sendable, Hashable {
    /// Exchange allows some twenty at a time for all programs together (reference sheet §B4).
    package var maximumConnections: Int
    /// How long a connection is kept when nobody uses it. Servers must keep it for thirty minutes (RFC 9051, section 5.4).
    package var idleTime: Duration
    /// How many calls may wait for a connection.
    package var maximumWaiting: Int

    package init(maximumConnections: Int = 3, idleTime: Duration = .seconds(60), maximumWaiting: Int = 64) {
        self.maximumConnections = max(1, maximumConnections)
        self.idleTime = idleTime
        self.maximumWaiting = max(0, maximumWaiting)
    }
}
