package import Domain

/// Makes HTTPS requests, over HTTP/2 where the server offers it. Redirects are never followed: a token or a secret must
/// not travel where it was not sent.
///
/// Both calls throw only when there is no response; a status of 500 is one. `https` is required except to loopback.
package protocol HTTPClient: Sendable {
    /// Sends one request and returns when the whole response has arrived.
    func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse

    /// Sends one request and returns when the head of the response has arrived; its body is read piece by piece, and a
    /// slow reader slows the server down. The deadline is that of the head.
    func open(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPDownload
}
