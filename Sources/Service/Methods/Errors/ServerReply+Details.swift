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
            "index": .integer(Int64(index)), "status": .integer(Int64(reply.code)),
            "reply": .string(reply.textWithoutAddresses),
        ]
        if let code = reply.enhancedCode { members["code"] = .string(code) }
        return .object(members)
    }
}

extension ServerReply {
    /// The server's words with every address taken out: errors are logged by callers, and name people by index only.
    var textWithoutAddresses: String {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.contains("@") ? "<address>" : String($0) }
            .joined(separator: " ")
    }
}
