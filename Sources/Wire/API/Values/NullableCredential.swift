package import Broker

/// A secret, or null for none: a parameter that has to be there, so that leaving it out by mistake removes nothing.
package struct NullableCredential: Codable, Hashable, Sendable {
    package var value: Credential?

    package init(_ value: Credential?) { self.value = value }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = container.decodeNil() ? nil : try container.decode(Credential.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}
