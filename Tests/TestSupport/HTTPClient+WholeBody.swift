package import Domain
package import Transport

extension HTTPClient {
    /// For fakes: the whole response, handed out piece by piece.
    package func open(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPDownload {
        let response = try await send(request, until: deadline)
        let body = WholeBody(response.body.withExposed { $0 })
        return HTTPDownload(status: response.status, headers: response.headers, body: body)
    }
}
