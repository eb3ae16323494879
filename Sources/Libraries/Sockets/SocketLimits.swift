/// What one client may ask of the server's memory and patience. Sizes in bytes.
package struct SocketLimits: Hashable, Sendable {
    /// The longest line; interface.md, section 1.
    package var lineBytes = 32 << 20
    /// Unfinished lines of all connections together.
    package var unfinishedBytes = 256 << 20
    package var connections = 256
    package var connectionsPerUser = 128
    /// Above this many unsent bytes nothing is read from a connection, and reading goes on below a quarter.
    package var outboundBytes = 4 << 20
    /// How long a line may stay unfinished without a further byte.
    package var lineTimeout: Duration = .seconds(30)
    /// How long unsent bytes may stay without one being taken; a connection is closed after once to twice this.
    package var writeTimeout: Duration = .seconds(30)
    /// How long a closing connection waits for the client to close as well, so that it can read the last answer.
    package var lingerTimeout: Duration = .seconds(1)
    /// How long accepting pauses when the process or the machine is out of descriptors.
    package var acceptPause: Duration = .milliseconds(100)

    package init() {}
}
