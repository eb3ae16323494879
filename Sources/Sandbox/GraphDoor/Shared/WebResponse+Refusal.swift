internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

extension WebResponse {
    /// A refusal, which tells its reader when it was and what to call it (reference sheet §C13).
    static func refusal(
        _ error: GraphError, requestID: GUID, clientRequestID: String, at time: Timestamp
    ) -> WebResponse {
        guard error.hasBody else { return WebResponse(status: error.status, headers: error.headers) }
        let inner: JSONValue = [
            "date": .string(String(time.description.dropLast())), "request-id": .string(requestID.description),
            "client-request-id": .string(clientRequestID),
        ]
        var response = graph(
            ["error": ["code": .string(error.code), "message": .string(error.message), "innerError": inner]],
            status: error.status)
        for field in error.headers.fields { response.headers.add(field.name, field.value) }
        return response
    }
}
