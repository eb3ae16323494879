internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

extension Refusal {
    /// The JSON of the token endpoint (reference sheet §A10).
    func json(_ call: Call) -> WebResponse {
        let time = call.timeText
        var body: JSONValue = [
            "error": .string(error), "error_description": .string(description(call)),
            "error_codes": [.integer(Int64(number))], "timestamp": .string(time),
            "trace_id": .string(call.traceID.description), "correlation_id": .string(call.correlationID.description),
            "error_uri": .string("\(call.request.origin)/error?code=\(number)"),
        ]
        if let suberror { body.set("suberror", .string(suberror)) }
        if let claims { body.set("claims", .string(claims)) }
        return call.finished(.json(status, body))
    }

    /// The same under another status.
    func json(_ call: Call, status: Int) -> WebResponse {
        var refusal = self
        refusal.status = status
        return refusal.json(call)
    }

    /// The fields that go back to a client by redirect.
    func fields(_ call: Call) -> [(String, String)] {
        var fields = [("error", error), ("error_description", description(call))]
        fields.append(("error_uri", "\(call.request.origin)/error?code=\(number)"))
        if let suberror { fields.append(("suberror", suberror)) }
        if let claims { fields.append(("claims", claims)) }
        return fields
    }

    /// `AADSTS…`, the text and where to look it up.
    func description(_ call: Call) -> String {
        let separator = call.sandbox.facts[Facts.descriptionBreaks] ? "\r\n" : " "
        return [
            "AADSTS\(number): \(text)", "Trace ID: \(call.traceID)", "Correlation ID: \(call.correlationID)",
            "Timestamp: \(call.timeText)",
        ].joined(separator: separator)
    }
}
