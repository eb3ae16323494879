package import Domain
internal import Synchronization
package import Transport

/// Answers every request by a function, and remembers what was asked.
package final class ScriptedHTTPClient: HTTPClient {
    package typealias Responder = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse
    private let responder: Responder
    private let log = Mutex<[HTTPRequest]>([])

    package init(_ responder: @escaping Responder) { self.responder = responder }

    /// All requests, in order.
    package var requests: [HTTPRequest] { log.withLock { $0 } }

    package func send(_ request: HTTPRequest, until deadline: Deadline) async throws(TransportError) -> HTTPResponse {
        log.withLock { $0.append(request) }
        return try await responder(request)
    }
}
