internal import Broker
internal import JSON
internal import Mail

extension ServerReply {
    /// The reply as `data.provider` shows it.
    var fault: ProviderFault { ProviderFault(name: "smtp", status: code, code: enhancedCode) }
}

extension RecipientResult {
    /// One entry of `data.recipients`: by index, never by address.
    var detail: JSONValue {
        var members: [String: JSONValue] = [
            "index": .integer(Int64(index)), "status": .integer(Int64(reply.code)), "reply": .string(reply.text),
        ]
        if let code = reply.enhancedCode { members["code"] = .string(code) }
        return .object(members)
    }
}
