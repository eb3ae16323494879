/// Why bytes did not get across. The cases say what a caller can do about it; the texts hold no secret and no body.
package enum TransportError: Error, Hashable, Sendable {
    /// Nobody answered there: name not found, connection refused, network unreachable, proxy refused. Of an HTTP request
    /// also: the deadline passed before it could be written.
    case connectFailed(String)
    /// TLS could not be set up: certificate, host name, protocol version, or no STARTTLS where it is required.
    case tlsFailed(String)
    /// The deadline passed. An HTTP request may have arrived.
    case timedOut
    /// The other side closed, or the connection broke, in the middle.
    case closed(String)
    /// The egress policy does not allow this address (interface.md, section 5).
    case forbiddenAddress(String)
    /// More bytes came than the caller was ready to take.
    case tooLarge(limit: Int)
    /// What came is not the protocol that was expected.
    case malformed(String)
    /// The task that waited was cancelled.
    case cancelled
}
