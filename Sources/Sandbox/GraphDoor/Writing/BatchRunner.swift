internal import Domain
internal import Doorway
internal import JSON

/// Runs the members of one batch, one after the other, and keeps what they answered.
struct BatchRunner {
    let call: GraphCall
    /// Members that are not run but told when to come back.
    let throttled: [String: String?]
    private(set) var responses: [JSONValue] = []
    private var failed: Set<String> = []

    init(call: GraphCall, throttled: [String: String?]) {
        self.call = call
        self.throttled = throttled
    }

    mutating func run(_ member: BatchMember) async {
        let response = await answer(to: member)
        if response.status >= 400 { failed.insert(member.id) }
        var members: [String: JSONValue] = ["id": .string(member.id), "status": .integer(Int64(response.status))]
        members["headers"] = Self.headers(of: response)
        members["body"] = Self.body(of: response)
        responses.append(.object(members))
    }

    private func answer(to member: BatchMember) async -> WebResponse {
        let request = request(for: member)
        if member.dependsOn.contains(where: failed.contains) {
            return call.door.refusal(.failedDependency, of: request)
        }
        if let retryAfter = throttled[member.id] {
            return call.door.refusal(.throttled(.concurrency, retryAfter: retryAfter), of: request)
        }
        let response = await call.door.answerMember(request)
        return response.body.count <= Self.bodyLimit
            ? response : call.door.refusal(.batchAnswerTooLarge, of: request)
    }

    private func request(for member: BatchMember) -> WebRequest {
        var request = WebRequest(
            method: member.method, origin: call.request.origin, path: "/v1.0" + member.path, query: member.query,
            body: member.body)
        // Whoever sent the batch sent its members.
        for header in member.headers where header.name.lowercased() != "authorization" {
            request.headers.add(header.name, header.value)
        }
        request.headers["Authorization"] = call.authorization
        return request
    }

    private static func headers(of response: WebResponse) -> JSONValue? {
        var headers: [String: JSONValue] = [:]
        for field in response.headers.fields where shown.contains(field.name.lowercased()) {
            headers[field.name] = .string(field.value)
        }
        return headers.isEmpty ? nil : .object(headers)
    }

    /// Bytes of one member's answer: a batch is held whole, twenty of them and their base64.
    private static let bodyLimit = 16 << 20

    private static let shown: Set<String> = [
        "content-type", "retry-after", "location", "preference-applied", "www-authenticate", "cache-control",
    ]

    /// JSON as it is, other bytes in base64.
    private static func body(of response: WebResponse) -> JSONValue? {
        let bytes = response.body.allBytes
        guard !bytes.isEmpty else { return nil }
        if response.headers["Content-Type"]?.hasPrefix("application/json") == true,
            let value = try? JSONValue(parsing: bytes)
        {
            return value
        }
        return .string(Base64(bytes).text)
    }
}
