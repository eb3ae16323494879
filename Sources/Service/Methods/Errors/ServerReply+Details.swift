internal import Broker
internal import JSON
internal import Mail

extension ServerReply {
    /// The reply as `data.provider` shows it. IMAP's replies have no number, and 0 for one.
    var fault: ProviderFault {
        code == 0 ? ProviderFault(name: "imap") : ProviderFault(name: "smtp", status: code, code: enhancedCode)
    }
}

extension RecipientResult {
    /// One entry of `data.recipients`: by index, never by address.
    var detail: JSONValue {
        var members: [String: JSONValue] = [
            "index": .integer(Int64(index)), "status": .integer(Int64(reply.code)),
            "reply": .string(MailText.withoutAddresses(reply.text)),
        ]
        if let code = reply.enhancedCode { members["code"] = .string(code) }
        return .object(members)
    }
}
