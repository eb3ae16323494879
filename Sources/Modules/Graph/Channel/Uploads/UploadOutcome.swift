internal import Domain
internal import JSON
internal import Transport

/// What one visit to an upload session's address came to.
enum UploadOutcome {
    case progress(UploadProgress)
    /// The session wants another place than the one that was offered, or did not say which.
    case elsewhere
    case fault(GraphFault)

    init(_ result: Result<HTTPResponse, GraphFault>, total: Int) {
        switch result {
        case .failure(let fault): self = .fault(fault)
        case .success(let response): self = Self.judge(response, total)
        }
    }

    private static func judge(_ response: HTTPResponse, _ total: Int) -> UploadOutcome {
        response.body.withExposed { body in
            switch response.status {
            case 200..<300:
                let json = try? JSONValue(parsing: body)
                let progress = UploadProgress(status: response.status, json: json, total: total)
                return progress.map { .progress($0) } ?? .elsewhere
            // The key in the address is no longer good, or there is nothing that it opens.
            case 401, 404, 410: return .progress(.gone)
            case 409, 412, 416: return .elsewhere
            default:
                return .fault(
                    .refusal(GraphRefusal(status: response.status, headers: response.headers, body: body)))
            }
        }
    }
}
