package import Domain

/// Makes HTTPS requests. Redirects are never followed: a token or a secret must not travel where it was not sent.
package protocol HTTPClient: Sendable {
    /// Sends one request and returns when the whole response has arrived.
    ///
    /// Throws only when there is no response; a status of 500 is one. `https` is required except to loopback.
    func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse
}
