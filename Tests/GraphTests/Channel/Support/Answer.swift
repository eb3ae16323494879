import Domain
import Transport

/// What a scripted Graph does with one request.
enum Answer: Sendable {
    case status(Int, [String: String] = [:], String = "")
    case fail(TransportError)

    static func json(_ text: String) -> Answer { .status(200, ["Content-Type": "application/json"], text) }

    static func error(
        _ status: Int, _ code: String, _ message: String = "", _ headers: [String: String] = [:]
    ) -> Answer {
        .status(
            status, headers.merging(["request-id": "r-1"]) { $1 },
            #"{"error":{"code":"\#(code)","message":"\#(message)"}}"#)
    }

    func response() throws(TransportError) -> HTTPResponse {
        switch self {
        case .fail(let error): throw error
        case .status(let status, let headers, let body):
            return HTTPResponse(
                status: status, headers: headers.map { HTTPField($0.key, $0.value) }, body: Secret(Array(body.utf8)))
        }
    }
}
