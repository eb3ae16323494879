package import Linux

/// What the server has to tell beside lines; for the log.
package enum SocketEvent: Hashable, Sendable {
    case connected(Peer, listener: String)
    /// The factory wanted nothing of this peer.
    case refused(Peer, listener: String)
    case tooManyConnections(Peer)
    /// The kernel would not say who it is.
    case unidentified(String)
    /// An unfinished line, or answers that nobody reads, took too long.
    case timedOut(Peer)
    /// Unfinished lines of all connections take more than the limit.
    case outOfMemory(Peer)
    /// Accepting failed and goes on after a pause.
    case acceptFailed(String)
    case disconnected(Peer)
}
