internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

extension WebResponse {
    /// A refusal, its `innerError` still to be filled in.
    static func refusal(_ error: GraphError) -> WebResponse {
        guard error.hasBody else { return WebResponse(status: error.status, headers: error.headers) }
        var response = graph(
            ["error": ["code": .string(error.code), "message": .string(error.message), "innerError": [:]]],
            status: error.status)
        for field in error.headers.fields { response.headers.add(field.name, field.value) }
        return response
    }

    /// Tells the reader of a refusal when it was and what to call it (reference sheet §C13); other answers stay as they are.
    mutating func fillInnerError(requestID: GUID, clientRequestID: String, at time: Timestamp) {
        guard status >= 400, case .bytes(let bytes) = body, let value = try? JSONValue(parsing: bytes),
            case .object(var members) = value, case .object(var error) = members["error"]
        else { return }
        error["innerError"] = [
            "date": .string(String(time.description.dropLast())), "request-id": .string(requestID.description),
            "client-request-id": .string(clientRequestID),
        ]
        members["error"] = .object(error)
        body = .bytes((try? JSONWriter.encode(JSONValue.object(members))) ?? bytes)
    }
}
