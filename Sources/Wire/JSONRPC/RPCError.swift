package import JSON

/// An error as the caller gets it. Programs switch on `kind`; people read `message` and `hint`.
///
/// No text here holds a token, a code, an address or message text.
package struct RPCError: Error, Hashable, Sendable {
    package var code: Int
    package var kind: String
    /// One lower-case phrase.
    package var message: String
    /// Whether the same request may succeed later without anybody doing anything.
    package var retryable: Bool
    package var retryAfterMs: Int?
    /// The next step, for a person.
    package var hint: String?
    /// Further members of `data`.
    package var details: [String: JSONValue]

    package init(
        code: Int, kind: String, message: String, retryable: Bool = false, retryAfterMs: Int? = nil,
        hint: String? = nil, details: [String: JSONValue] = [:]
    ) {
        self.code = code
        self.kind = kind
        self.message = message
        self.retryable = retryable
        self.retryAfterMs = retryAfterMs
        self.hint = hint
        self.details = details
    }

    /// The error object of JSON-RPC 2.0, section 5.1.
    func object(correlationID: String) -> JSONValue {
        var data = details
        data["kind"] = .string(kind)
        data["retryable"] = .bool(retryable)
        data["retryAfterMs"] = retryAfterMs.map { .integer(Int64($0)) }
        data["hint"] = hint.map { .string($0) }
        data["correlationId"] = .string(correlationID)
        return ["code": .integer(Int64(code)), "message": .string(message), "data": .object(data)]
    }
}
