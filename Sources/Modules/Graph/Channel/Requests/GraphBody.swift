internal import Domain
internal import JSON

/// What a request carries.
enum GraphBody: Sendable {
    case json(JSONValue)
    /// A message as RFC 5322 has it; it travels as base64 in `text/plain` (reference sheet, section C6).
    case mime([UInt8])
    /// Nothing, and said so: `Content-Length: 0` (section C7).
    case empty
}
