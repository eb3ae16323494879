import Domain
import TestSupport
import Transport

/// Takes every request, and tells by when its answer was wanted.
struct DeadlineWatch: HTTPClient {
    let note: @Sendable (Deadline) -> Void

    func send(_ request: HTTPRequest, until deadline: Deadline) throws(TransportError) -> HTTPResponse {
        note(deadline)
        return HTTPResponse(status: 202, body: Secret([]))
    }
}
