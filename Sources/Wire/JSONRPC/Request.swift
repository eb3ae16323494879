internal import JSON

/// One request or notification (JSON-RPC 2.0, section 4), its envelope checked. Unknown members are ignored.
struct Request {
    /// An entry that is no request, and the id to answer with.
    struct Rejection: Error {
        let id: RequestID
        let error: RPCError

        init(_ id: RequestID, _ message: String, hint: String? = nil) {
            self.id = id
            error = .invalidRequest(message, hint: hint)
        }
    }

    /// Nil for a notification.
    let id: RequestID?
    let method: String
    /// An object; an empty one when absent. An array for a caller who gives parameters by place, which no method takes.
    let params: JSONValue

    init(_ value: JSONValue) throws(Rejection) {
        guard case .object(let members) = value else {
            throw Rejection(.null, "a request must be an object")
        }
        guard let id = Self.id(in: members) else {
            throw Rejection(.null, "id must be a string of at most 128 bytes or a number")
        }
        let known = id ?? .null
        guard members["jsonrpc"] == "2.0" else {
            throw Rejection(known, "jsonrpc must be \"2.0\"", hint: "send {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":…}")
        }
        guard case .string(let method)? = members["method"] else {
            throw Rejection(known, "method must be a string")
        }
        self.id = id
        self.method = method
        params = try Self.params(in: members, id: known)
    }

    /// The outer nil: not an id. The inner: none given.
    private static func id(in members: [String: JSONValue]) -> RequestID?? {
        guard let value = members["id"] else { return .some(nil) }
        guard let id = RequestID(value) else { return nil }
        return .some(id)
    }

    private static func params(in members: [String: JSONValue], id: RequestID) throws(Rejection) -> JSONValue {
        switch members["params"] {
        case nil, .null: [:]
        case .object(let named)?: .object(named)
        case .array(let placed)?: .array(placed)
        default: throw Rejection(id, "params must be an object")
        }
    }
}
