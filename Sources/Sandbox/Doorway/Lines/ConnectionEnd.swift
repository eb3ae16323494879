/// Why a connection gives nothing, or takes nothing more.
package enum ConnectionEnd: Error, Hashable, Sendable {
    /// The other side went, or the connection was dropped from here.
    case closed
    /// A line had more bytes than asked for. No end in itself: the rest of it is skipped before the next line.
    case tooLong
    /// The server stops, or the waiting task was cancelled. What is said now still goes out.
    case stopping
    /// The client said nothing for as long as the door waits.
    case silent
    /// There was input behind the command that starts TLS: somebody between may have put it there (RFC 3207, section 6).
    case plaintextBehindStartTLS
    /// The network or TLS failed; for a log.
    case failed(String)
}
