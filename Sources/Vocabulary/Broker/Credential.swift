package import Domain

/// A secret on its way across the broker line: the only type that encodes one.
///
/// In a parameter it is write-only text (`clientSecret`, `password`); the only result that holds one is `getAccessToken`'s.
package struct Credential: Hashable, Sendable {
    package let secret: Secret<String>

    package init(_ value: String) { secret = Secret(value) }

    package func withExposed<Result, Failure: Error>(
        _ body: (String) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try secret.withExposed(body)
    }

    package static func == (left: Credential, right: Credential) -> Bool { left.secret == right.secret }

    package func hash(into hasher: inout Hasher) { secret.withExposed { hasher.combine($0) } }
}

extension Credential: CustomStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Credential: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try secret.withExposed { try container.encode($0) }
    }
}
