internal import Domain
internal import Transport

/// Another client, for as long as somebody waits for what is done with it.
struct LimitedHTTPClient: HTTPClient {
    let client: any HTTPClient
    let limit: Deadline

    func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse {
        guard !limit.hasPassed else { throw .timedOut }
        return try await client.send(request, until: min(deadline, limit))
    }

    func open(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPDownload {
        guard !limit.hasPassed else { throw .timedOut }
        return try await client.open(request, until: min(deadline, limit))
    }
}
