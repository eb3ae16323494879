internal import Broker
internal import Domain
internal import JSON

/// A type that is one JSON value, whose `Decodable` code cannot be asked for its shape.
protocol SchemaScalar: Decodable {
    static var schema: JSONValue { get }
    /// Some value, for decoding code that wants one.
    static var sample: Self { get }
}

extension Bool: SchemaScalar {
    static var schema: JSONValue { ["type": "boolean"] }
    static var sample: Bool { false }
}

extension String: SchemaScalar {
    static var schema: JSONValue { ["type": "string"] }
    static var sample: String { "" }
}

extension Double: SchemaScalar {
    static var schema: JSONValue { ["type": "number"] }
    static var sample: Double { 0 }
}

extension SchemaScalar where Self: FixedWidthInteger {
    static var schema: JSONValue { ["type": "integer"] }
    static var sample: Self { 0 }
}

extension Int: SchemaScalar {}
extension Int64: SchemaScalar {}
extension UInt32: SchemaScalar {}

extension JSONValue: SchemaScalar {
    static var schema: JSONValue { [:] }
    static var sample: JSONValue { .null }
}

extension SchemaScalar where Self: OpaqueIdentifier {
    static func schema(upTo length: Int64) -> JSONValue {
        ["type": "string", "pattern": "^\(prefix)[A-Za-z0-9_-]+$", "maxLength": .integer(length)]
    }
    static var schema: JSONValue { schema(upTo: 64) }
    static var sample: Self { Self(unchecked: prefix + "sample") }
}

extension AccountID: SchemaScalar {}
extension AppID: SchemaScalar {}
extension BlobID: SchemaScalar {}

extension MessageID: SchemaScalar {
    static var schema: JSONValue { schema(upTo: 2_048) }
}

extension ProviderKind: SchemaScalar {
    static var schema: JSONValue { ["type": "string", "pattern": "^[A-Za-z0-9-]{1,32}$"] }
    static var sample: ProviderKind { .outlook }
}

extension TokenSourceName: SchemaScalar {
    static var schema: JSONValue { ["type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"] }
    static var sample: TokenSourceName {
        guard let name = TokenSourceName(rawValue: "sample") else { preconditionFailure("a plain name is refused") }
        return name
    }
}

extension Timestamp: SchemaScalar {
    static var schema: JSONValue { ["type": "string", "format": "date-time"] }
    static var sample: Timestamp { Timestamp(secondsSince1970: 0) }
}

extension Base64: SchemaScalar {
    static var schema: JSONValue { ["type": "string", "contentEncoding": "base64"] }
    static var sample: Base64 { Base64([]) }
}

extension Credential: SchemaScalar {
    static var schema: JSONValue { ["type": "string", "format": "password"] }
    static var sample: Credential { Credential("") }
}

extension NullableCredential: SchemaScalar {
    static var schema: JSONValue { ["type": ["string", "null"], "format": "password"] }
    static var sample: NullableCredential { NullableCredential(nil) }
}

extension EmailAddress: SchemaScalar {
    static var schema: JSONValue { ["type": "string", "format": "email", "maxLength": 320] }
    static var sample: EmailAddress {
        guard let address = EmailAddress("user@example.com") else { preconditionFailure("a plain address is refused") }
        return address
    }
}
