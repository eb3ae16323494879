package import Domain

/// A connection whose bytes are ours: TLS is up, the server's greeting has been read, nothing has been said since.
///
/// Closing it, or dropping the last reference, frees the connection.
package protocol ByteStream: Sendable {
    /// The next bytes, at least one and at most `maximum`; empty once the other side has closed.
    ///
    /// One reader at a time.
    func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8]

    /// Returns when the system has taken all bytes. One writer at a time; a reader may wait meanwhile.
    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(TransportError)

    /// Ends the connection at once; pending reads and writes throw `closed`.
    func close() async
}
