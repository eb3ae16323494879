package import Domain

/// Opens connections to mail servers, TLS included, and never sends a credential.
package protocol StreamConnector: Sendable {
    /// Connects, sets TLS up (1.2 at least, certificate and host name verified) and stops before authentication:
    /// after `CAPABILITY` (IMAP) or `EHLO` (SMTP), whose answers were consumed and have to be asked for again.
    func connect(
        to server: ServerAddress, speaking dialogue: MailDialogue, until deadline: Deadline
    ) async throws(TransportError) -> any ByteStream
}
