internal import JSON

/// The errors of JSON-RPC itself (JSON-RPC 2.0, section 5.1) and those of the connection, whatever the method.
extension RPCError {
    package static func parseError(_ message: String, hint: String? = nil) -> RPCError {
        RPCError(code: -32_700, kind: "parseError", message: message, hint: hint)
    }

    package static func invalidRequest(_ message: String, hint: String? = nil) -> RPCError {
        RPCError(code: -32_600, kind: "invalidRequest", message: message, hint: hint)
    }

    package static func methodNotFound(_ message: String = "no such method") -> RPCError {
        RPCError(
            code: -32_601, kind: "methodNotFound", message: message, hint: "rpc.discover lists the methods")
    }

    /// `field` is the parameter at fault.
    package static func invalidParams(_ message: String, field: String? = nil, hint: String? = nil) -> RPCError {
        RPCError(
            code: -32_602, kind: "invalidParams", message: message, hint: hint,
            details: field.map { ["field": .string($0)] } ?? [:])
    }

    package static func internalError(_ message: String) -> RPCError {
        RPCError(
            code: -32_603, kind: "internalError", message: message,
            hint: "this is a fault in Postern: the log has more under the correlationId")
    }

    package static let requestCancelled = RPCError(
        code: -32_800, kind: "requestCancelled", message: "the request was cancelled")

    package static let overloaded = RPCError(
        code: -31_070, kind: "overloaded", message: "too much is in flight", retryable: true, retryAfterMs: 1_000,
        hint: "wait for answers before sending more")

    package static func tooLarge(_ message: String, hint: String? = nil) -> RPCError {
        RPCError(code: -31_071, kind: "tooLarge", message: message, hint: hint)
    }

    package static let shuttingDown = RPCError(
        code: -31_080, kind: "shuttingDown", message: "the daemon is shutting down", retryable: true,
        retryAfterMs: 5_000, hint: "connect again")
}
