/// Why JSON could not be read or written. Paths and expectations are named, values never.
package enum JSONError: Error, Hashable, Sendable {
    /// The text is not JSON as we take it: what is wrong, and at which byte, counted from 0.
    case malformed(String, offset: Int)
    /// A member that has to be there is not.
    case missing(path: String)
    /// There is a value of another type; `expected` reads like `a string`.
    case mismatch(path: String, expected: String)
    /// The type is right and the value is not.
    case invalid(path: String, reason: String)
    /// A member that nobody asked for.
    case unknownKey(path: String)
    /// A value that JSON cannot express.
    case unrepresentable(path: String, reason: String)
}

extension JSONError: CustomStringConvertible {
    /// One lower-case phrase for a person.
    package var description: String {
        switch self {
        case .malformed(let reason, let offset): "\(reason) at byte \(offset)"
        case .missing(let path): "\(path) is missing"
        case .mismatch("", let expected): "must be \(expected)"
        case .mismatch(let path, let expected): "\(path) must be \(expected)"
        case .invalid("", let reason): reason
        case .invalid(let path, let reason): "\(path): \(reason)"
        case .unknownKey(let path): "\(path) is not known here"
        case .unrepresentable("", let reason): reason
        case .unrepresentable(let path, let reason): "\(path): \(reason)"
        }
    }

    /// Which part of the value is meant, such as `to[3].address`; empty for the whole, nil for the text itself.
    package var path: String? {
        switch self {
        case .malformed: nil
        case .missing(let path), .mismatch(let path, _), .invalid(let path, _), .unknownKey(let path),
            .unrepresentable(let path, _):
            path
        }
    }
}
