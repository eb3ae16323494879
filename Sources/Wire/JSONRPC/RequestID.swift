package import JSON

/// What a caller named a request; the answer echoes it with its type.
package enum RequestID: Hashable, Sendable {
    case null
    case string(String)
    case integer(Int64)
    case real(Double)

    /// The longest string taken, in bytes of UTF-8.
    package static let maximumBytes = 128

    /// Nil for what cannot be an id.
    package init?(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .string(let text) where text.utf8.count <= Self.maximumBytes: self = .string(text)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        default: return nil
        }
    }

    package var json: JSONValue {
        switch self {
        case .null: .null
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        }
    }

    /// What tells requests in flight apart: nothing for null, and `1.0` is `1`, as most callers' languages have it.
    var key: RequestID? {
        switch self {
        case .null: nil
        case .real(let number): Int64(exactly: number).map(RequestID.integer) ?? self
        case .string, .integer: self
        }
    }
}
