/// One JSON value (RFC 8259), as read.
///
/// Numbers keep the form they were written in: without fraction and exponent they are `integer`, else `real`.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}
