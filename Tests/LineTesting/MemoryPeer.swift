package import Doorway
internal import Synchronization

/// The client's side of a connection in memory.
package final class MemoryPeer: Sendable {
    /// The side that a door serves.
    package let connection: LineConnection
    private let transport = MemoryTransport()

    package init(isSecure: Bool = false) {
        connection = LineConnection(transport: transport, peer: "127.0.0.1", isSecure: isSecure)
    }

    /// One line, or several with CRLF between them; the last CRLF is added.
    package func say(_ text: String) { send(Array((text + "\r\n").utf8)) }
    package func send(_ bytes: [UInt8]) { connection.received(bytes) }
    /// The client ends its side.
    package func hangUp() { connection.ended(.closed) }

    /// The next line that the door said; nil when it ended the connection.
    package func line() async -> String? { await transport.inbox.line() }
    /// All that the door still says until it ends the connection.
    package func rest() async -> [UInt8] { await transport.inbox.rest() }

    /// The door ended it as a network that fails would.
    package var wasDropped: Bool { transport.ending.withLock { $0.wasDropped } }
}
