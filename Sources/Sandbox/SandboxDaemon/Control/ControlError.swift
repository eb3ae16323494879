internal import Doorway
internal import JSON

/// Why the control endpoint did not do what was asked. Programs go by `code`, people by the message.
package enum ControlError: Error, Hashable, Sendable {
    /// The body is no JSON, or no object.
    case malformed(String)
    /// A member, or a parameter of the query, that has to be there is not.
    case missing(String)
    /// One that is there and cannot be taken, with what it must be.
    case invalid(String, String)
    case unknownField(String)
    case notFound(String)
    case methodNotAllowed(String)
    /// A page of another site asks (it has an `Origin`): no browser is to turn anything here.
    case foreignOrigin
}

extension ControlError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let reason): reason
        case .missing(let field): "\(field) is missing"
        case .invalid(let field, let expectation): "\(field) must be \(expectation)"
        case .unknownField(let field): "\(field) is not known here"
        case .notFound(let what): "there is no \(what)"
        case .methodNotAllowed(let allowed): "only \(allowed) here"
        case .foreignOrigin: "requests with an Origin header are refused"
        }
    }

    private var code: String {
        switch self {
        case .malformed: "malformed"
        case .missing: "missingField"
        case .invalid: "invalidField"
        case .unknownField: "unknownField"
        case .notFound: "notFound"
        case .methodNotAllowed: "methodNotAllowed"
        case .foreignOrigin: "foreignOrigin"
        }
    }

    private var status: Int {
        switch self {
        case .malformed, .missing, .invalid, .unknownField: 400
        case .foreignOrigin: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        }
    }

    /// The member that is at fault, such as `parameters.status`; nil when none is.
    package var field: String? {
        switch self {
        case .missing(let field), .invalid(let field, _), .unknownField(let field): field
        case .malformed, .notFound, .methodNotAllowed, .foreignOrigin: nil
        }
    }

    var response: WebResponse {
        var error: [String: JSONValue] = ["code": .string(code), "message": .string(description)]
        if let field { error["field"] = .string(field) }
        var response = WebResponse.json(status, ["error": .object(error)])
        if case .methodNotAllowed(let allowed) = self { response.headers["Allow"] = allowed }
        return response
    }
}
